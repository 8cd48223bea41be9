resource "azurerm_synapse_workspace" "pass_data_exfiltration_protection_enabled" {
  data_exfiltration_protection_enabled = true
}
resource "azurerm_synapse_workspace" "fail_data_exfiltration_protection_enabled" {
  data_exfiltration_protection_enabled = false
}
resource "azurerm_synapse_workspace" "pass_data_exfiltration_protection_enabled_string" {
  data_exfiltration_protection_enabled = "true"
}
resource "azurerm_synapse_workspace" "fail_data_exfiltration_protection_enabled_string" {
  data_exfiltration_protection_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_synapse_workspace" "unknown_data_exfiltration_protection_enabled" {
  data_exfiltration_protection_enabled = var.nothing
}
resource "azurerm_synapse_workspace" "fail_data_exfiltration_protection_enabled_null" {
  data_exfiltration_protection_enabled = null
}
resource "azurerm_synapse_workspace" "fail_absent" {

}
