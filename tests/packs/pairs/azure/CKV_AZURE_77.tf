resource "azurerm_network_security_rule" "pass_x" {
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Udp"
  source_port_range          = "*"
  destination_port_range     = "53"
  destination_address_prefix = "*"
  source_address_prefix      = "10.0.0.0/8"
}
resource "azurerm_network_security_rule" "pass_x2" {
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_port_range     = "443"
  destination_address_prefix = "*"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "pass_x3" {
  direction                  = "Inbound"
  access                     = "Deny"
  protocol                   = "Udp"
  source_port_range          = "*"
  destination_port_range     = "*"
  destination_address_prefix = "*"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "pass_x4" {
  direction                  = "Outbound"
  access                     = "Allow"
  protocol                   = "Udp"
  source_port_range          = "*"
  destination_port_range     = "53"
  destination_address_prefix = "*"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "fail_x" {
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Udp"
  source_port_range          = "*"
  destination_port_range     = "53"
  destination_address_prefix = "*"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "fail_x2" {
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Udp"
  source_port_range          = "*"
  destination_port_range     = "*"
  destination_address_prefix = "*"
  source_address_prefix      = "Internet"
}
resource "azurerm_network_security_rule" "fail_x3" {
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Udp"
  source_port_range          = "*"
  destination_port_range     = "100-200"
  destination_address_prefix = "*"
  source_address_prefix      = "0.0.0.0/0"
}
resource "azurerm_network_security_rule" "fail_x4" {
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "udp"
  source_port_range          = "*"
  destination_port_range     = "4789"
  destination_address_prefix = "*"
  source_address_prefixes    = ["0.0.0.0/0"]
}
resource "azurerm_network_security_group" "pass_x" {
  name = "n"
}
resource "azurerm_network_security_group" "pass_x2" {
  security_rule {
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Udp"
    source_port_range          = "*"
    destination_port_range     = "53"
    destination_address_prefix = "*"
    source_address_prefix      = "10.0.0.0/8"
  }
}
resource "azurerm_network_security_group" "pass_x3" {
  security_rule {
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    destination_address_prefix = "*"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "pass_x4" {
  security_rule {
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "Udp"
    source_port_range          = "*"
    destination_port_range     = "*"
    destination_address_prefix = "*"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "pass_x5" {
  security_rule {
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Udp"
    source_port_range          = "*"
    destination_port_range     = "53"
    destination_address_prefix = "*"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_x" {
  security_rule {
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Udp"
    source_port_range          = "*"
    destination_port_range     = "53"
    destination_address_prefix = "*"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_x2" {
  security_rule {
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Udp"
    source_port_range          = "*"
    destination_port_range     = "*"
    destination_address_prefix = "*"
    source_address_prefix      = "Internet"
  }
}
resource "azurerm_network_security_group" "fail_x3" {
  security_rule {
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Udp"
    source_port_range          = "*"
    destination_port_range     = "100-200"
    destination_address_prefix = "*"
    source_address_prefix      = "0.0.0.0/0"
  }
}
resource "azurerm_network_security_group" "fail_x4" {
  security_rule {
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "udp"
    source_port_range          = "*"
    destination_port_range     = "4789"
    destination_address_prefix = "*"
    source_address_prefixes    = ["0.0.0.0/0"]
  }
}
resource "azurerm_network_security_group" "fail_x_too" {
  security_rule {
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "*"
    source_port_range      = "*"
    destination_port_range = "*"
    source_address_prefix  = "*"
  }
}
