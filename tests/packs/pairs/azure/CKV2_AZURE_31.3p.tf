resource "azurerm_virtual_network" "v" {
  name = "v"
  subnet {
    name           = "s1"
    address_prefix = "10.0.1.0/24"
  }
}
resource "azurerm_subnet" "fail_plain" {
  name = "s"
}
resource "azurerm_subnet" "pass_each" {
  for_each = toset(["a", "b"])
  name     = each.key
}
resource "azurerm_subnet_network_security_group_association" "a" {
  for_each                  = azurerm_subnet.pass_each
  subnet_id                 = each.value.id
  network_security_group_id = "n"
}
resource "azurerm_subnet" "left_bastion" {
  name = "AzureBastionSubnet"
}
