resource "azurerm_synapse_workspace" "pass_managed_virtual_network_enabled" {
  managed_virtual_network_enabled = true
}
resource "azurerm_synapse_workspace" "fail_managed_virtual_network_enabled" {
  managed_virtual_network_enabled = false
}
resource "azurerm_synapse_workspace" "pass_managed_virtual_network_enabled_string" {
  managed_virtual_network_enabled = "true"
}
resource "azurerm_synapse_workspace" "fail_managed_virtual_network_enabled_string" {
  managed_virtual_network_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_synapse_workspace" "unknown_managed_virtual_network_enabled" {
  managed_virtual_network_enabled = var.nothing
}
resource "azurerm_synapse_workspace" "fail_managed_virtual_network_enabled_null" {
  managed_virtual_network_enabled = null
}
resource "azurerm_synapse_workspace" "fail_absent" {

}
