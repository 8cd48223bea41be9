resource "azurerm_virtual_network" "pass_x" {
  address_space = ["10.0.0.0/16"]
  dns_servers   = ["10.0.0.4", "10.0.0.5"]
}
resource "azurerm_virtual_network" "fail_x" {
  address_space = ["10.0.0.0/16"]
  dns_servers   = ["8.8.8.8", "10.0.0.5"]
}
resource "azurerm_virtual_network" "fail_x2" {
  address_space = ["10.0.0.0/16"]
  dns_servers   = ["1.1.1.1"]
}
resource "azurerm_virtual_network" "pass_other_x" {
  address_space = ["10.0.0.0/16"]
}
resource "azurerm_virtual_network" "pass_x_too" {
  address_space = ["10.0.0.0/16", "10.1.0.0/16"]
  dns_servers   = ["10.1.0.4"]
}
