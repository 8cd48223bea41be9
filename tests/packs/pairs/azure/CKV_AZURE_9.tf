resource "azurerm_network_security_rule" "pass_x" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "10.0.0.0/8"
}
resource "azurerm_network_security_rule" "pass_x2" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "VirtualNetwork"
}
resource "azurerm_network_security_rule" "pass_x3" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "443"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "pass_x4" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_ranges    = ["443", "8443"]
  source_address_prefix      = "Internet"
}
resource "azurerm_network_security_rule" "pass_x5" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Deny"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "pass_x6" {
  name                       = "r"
  priority                   = 100
  direction                  = "Outbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "pass_x7" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefixes    = ["10.1.0.0/16", "192.168.0.0/16"]
}
resource "azurerm_network_security_rule" "pass_x8" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Icmp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "*"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "pass_x9" {
  name                                  = "r"
  priority                              = 100
  direction                             = "Inbound"
  access                                = "Allow"
  protocol                              = "Tcp"
  source_port_range                     = "*"
  destination_address_prefix            = "*"
  destination_port_range                = "3389"
  source_application_security_group_ids = ["asg"]
}
resource "azurerm_network_security_rule" "fail_x" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "fail_x2" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "0.0.0.0/0"
}
resource "azurerm_network_security_rule" "fail_x3" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "Internet"
}
resource "azurerm_network_security_rule" "fail_x4" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "internet"
}
resource "azurerm_network_security_rule" "fail_x5" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "::/0"
}
resource "azurerm_network_security_rule" "fail_x6" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "INTERNET"
}
resource "azurerm_network_security_rule" "fail_x7" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3000-4000"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "fail_x8" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "*"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "fail_x9" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_ranges    = ["443", "3389"]
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "fail_x10" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_ranges    = ["443", "3000-4000"]
  source_address_prefixes    = ["10.0.0.0/8", "0.0.0.0/0"]
}
resource "azurerm_network_security_rule" "fail_x11" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "*"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "fail_x12" {
  name                       = "r"
  priority                   = 100
  direction                  = "inbound"
  access                     = "allow"
  protocol                   = "tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "fail_x13" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = 3389
  source_address_prefix      = "*"
}
resource "azurerm_network_security_rule" "fail_x14" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = var.any
}
resource "azurerm_network_security_rule" "unknown_x" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = "3389"
  source_address_prefix      = var.x
}
resource "azurerm_network_security_rule" "unknown_x2" {
  name                       = "r"
  priority                   = 100
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_port_range          = "*"
  destination_address_prefix = "*"
  destination_port_range     = var.x
  source_address_prefix      = "*"
}
variable "any" {
  default = "*"
}
variable "x" {
}
resource "azurerm_network_security_group" "pass_x" {
  name = "n"
}
resource "azurerm_network_security_group" "pass_x2" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "10.0.0.0/8"
  }
}
resource "azurerm_network_security_group" "pass_x3" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "VirtualNetwork"
  }
}
resource "azurerm_network_security_group" "pass_x4" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "443"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "pass_x5" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_ranges    = ["443", "8443"]
    source_address_prefix      = "Internet"
  }
}
resource "azurerm_network_security_group" "pass_x6" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "pass_x7" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "pass_x8" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefixes    = ["10.1.0.0/16", "192.168.0.0/16"]
  }
}
resource "azurerm_network_security_group" "pass_x9" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Icmp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "pass_x10" {
  security_rule {
    name                                  = "r"
    priority                              = 100
    direction                             = "Inbound"
    access                                = "Allow"
    protocol                              = "Tcp"
    source_port_range                     = "*"
    destination_address_prefix            = "*"
    destination_port_range                = "3389"
    source_application_security_group_ids = ["asg"]
  }
}
resource "azurerm_network_security_group" "pass_x11" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "10.0.0.0/8"
  }
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "443"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_x" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_x2" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "0.0.0.0/0"
  }
}
resource "azurerm_network_security_group" "fail_x3" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "Internet"
  }
}
resource "azurerm_network_security_group" "fail_x4" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "internet"
  }
}
resource "azurerm_network_security_group" "fail_x5" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "::/0"
  }
}
resource "azurerm_network_security_group" "fail_x6" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "INTERNET"
  }
}
resource "azurerm_network_security_group" "fail_x7" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3000-4000"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_x8" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_x9" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_ranges    = ["443", "3389"]
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_x10" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_ranges    = ["443", "3000-4000"]
    source_address_prefixes    = ["10.0.0.0/8", "0.0.0.0/0"]
  }
}
resource "azurerm_network_security_group" "fail_x11" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "*"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_x12" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "inbound"
    access                     = "allow"
    protocol                   = "tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_x13" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = 3389
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_x14" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = var.any
  }
}
resource "azurerm_network_security_group" "fail_x15" {
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "443"
    source_address_prefix      = "*"
  }
  security_rule {
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "*"
  }
}
resource "azurerm_network_security_group" "fail_dynamic" {
  dynamic "security_rule" {
    for_each = [{ port = "3389" }, { port = "443" }]
    content {
      name                       = "r"
      priority                   = 100
      direction                  = "Inbound"
      access                     = "Allow"
      protocol                   = "Tcp"
      source_port_range          = "*"
      destination_port_range     = security_rule.value.port
      source_address_prefix      = "*"
      destination_address_prefix = "*"
    }
  }
}
resource "azurerm_network_security_group" "fail_attribute" {
  security_rule = [{
    name                       = "r"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "3389"
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }]
}
resource "azurerm_network_security_rule" "fail_local" {
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_range      = local.port
  source_address_prefix       = "*"
  network_security_group_name = azurerm_network_security_group.aux_group.name
}
resource "azurerm_network_security_group" "aux_group" {
  name = "n"
}
locals {
  port = "3389"
}
resource "azurerm_network_security_rule" "fail_x_too" {
  direction               = "Inbound"
  access                  = "Allow"
  protocol                = "Tcp"
  destination_port_ranges = [3389]
  source_address_prefix   = "any"
}
resource "azurerm_network_security_rule" "fail_x2_too" {
  direction               = "Inbound"
  access                  = "Allow"
  protocol                = "Tcp"
  destination_port_ranges = ["3389"]
  source_address_prefix   = "<nw>/0"
}
resource "azurerm_network_security_rule" "fail_x3_too" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  destination_port_range = "3389"
  source_address_prefix  = "1.2.3.4/0"
}
resource "azurerm_network_security_rule" "fail_x4_too" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  destination_port_range = "20-3389"
  source_address_prefix  = "*"
}
resource "azurerm_network_security_rule" "fail_x5_too" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  destination_port_range = "3389"
  source_address_prefix  = "10.0.0.0/8,0.0.0.0/0"
}
resource "azurerm_network_security_rule" "fail_x6_too" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "TCP"
  destination_port_range = "443,3389"
  source_address_prefix  = "*"
}
resource "azurerm_network_security_rule" "fail_x7_too" {
  direction               = "Inbound"
  access                  = "Allow"
  protocol                = "Tcp"
  destination_port_range  = "3389"
  source_address_prefixes = ["any", "1.2.3.4"]
}
