resource "azurerm_network_interface" "pass_enable_ip_forwarding" {
  enable_ip_forwarding = false
}
resource "azurerm_network_interface" "fail_enable_ip_forwarding" {
  enable_ip_forwarding = true
}
resource "azurerm_network_interface" "pass_enable_ip_forwarding_string" {
  enable_ip_forwarding = "false"
}
resource "azurerm_network_interface" "fail_enable_ip_forwarding_string" {
  enable_ip_forwarding = "true"
}
variable "nothing" {
}
resource "azurerm_network_interface" "unknown_enable_ip_forwarding" {
  enable_ip_forwarding = var.nothing
}
resource "azurerm_network_interface" "pass_enable_ip_forwarding_null" {
  enable_ip_forwarding = null
}
resource "azurerm_network_interface" "pass_absent" {

}
resource "azurerm_network_interface" "pass_ip_forwarding_enabled" {
  ip_forwarding_enabled = false
}
resource "azurerm_network_interface" "fail_ip_forwarding_enabled" {
  ip_forwarding_enabled = true
}
resource "azurerm_network_interface" "pass_absent2" {

}
