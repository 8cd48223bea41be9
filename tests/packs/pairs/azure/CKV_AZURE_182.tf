resource "azurerm_virtual_network" "pass_x" {
  dns_servers = ["10.0.0.4", "10.0.0.5"]
}
resource "azurerm_virtual_network" "pass_x2" {
  dns_servers = ["10.0.0.4", "10.0.0.5", "10.0.0.6"]
}
resource "azurerm_virtual_network" "fail_x" {
  dns_servers = ["10.0.0.4"]
}
resource "azurerm_virtual_network_dns_servers" "pass_x" {
  dns_servers = ["10.0.0.4", "10.0.0.5"]
}
resource "azurerm_virtual_network_dns_servers" "pass_x2" {
  dns_servers = ["10.0.0.4", "10.0.0.5", "10.0.0.6"]
}
resource "azurerm_virtual_network_dns_servers" "fail_x" {
  dns_servers = ["10.0.0.4"]
}
resource "azurerm_virtual_network" "pass_other_x" {
  address_space = ["10.0.0.0/16"]
}
resource "azurerm_virtual_network" "pass_other_x2" {
  dns_servers = []
}
resource "azurerm_virtual_network" "fail_x_too" {
  dns_servers = ["10.0.0.4"]
}
