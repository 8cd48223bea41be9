resource "azurerm_network_interface" "pass_x" {
  ip_configuration {
    name                          = "i"
    private_ip_address_allocation = "Dynamic"
    subnet_id                     = "s"
  }
}
resource "azurerm_network_interface" "fail_x" {
  ip_configuration {
    name                          = "i"
    private_ip_address_allocation = "Dynamic"
    subnet_id                     = "s"
    public_ip_address_id          = "p"
  }
}
resource "azurerm_network_interface" "fail_x2" {
  ip_configuration {
    name                          = "i"
    private_ip_address_allocation = "Dynamic"
    subnet_id                     = "s"
    public_ip_address_id          = azurerm_public_ip.x.id
  }
}
resource "azurerm_network_interface" "fail_x3" {
  ip_configuration {
    name                          = "i"
    private_ip_address_allocation = "Dynamic"
    subnet_id                     = "s"
  }
  ip_configuration {
    name                          = "i"
    private_ip_address_allocation = "Dynamic"
    subnet_id                     = "s"
    public_ip_address_id          = "p"
  }
}
resource "azurerm_network_interface" "fail_x4" {
  dynamic "ip_configuration" {
    for_each = [1]
    content {
      name                 = "i"
      public_ip_address_id = "p"
    }
  }
}
