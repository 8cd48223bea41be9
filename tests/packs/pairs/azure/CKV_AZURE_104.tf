resource "azurerm_data_factory" "pass_public_network_enabled" {
  public_network_enabled = false
}
resource "azurerm_data_factory" "fail_public_network_enabled" {
  public_network_enabled = true
}
resource "azurerm_data_factory" "pass_public_network_enabled_string" {
  public_network_enabled = "false"
}
resource "azurerm_data_factory" "fail_public_network_enabled_string" {
  public_network_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_data_factory" "unknown_public_network_enabled" {
  public_network_enabled = var.nothing
}
resource "azurerm_data_factory" "fail_public_network_enabled_null" {
  public_network_enabled = null
}
resource "azurerm_data_factory" "fail_absent" {

}
