resource "azurerm_synapse_sql_pool" "pass_data_encrypted" {
  data_encrypted = true
}
resource "azurerm_synapse_sql_pool" "fail_data_encrypted" {
  data_encrypted = false
}
resource "azurerm_synapse_sql_pool" "pass_data_encrypted_string" {
  data_encrypted = "true"
}
resource "azurerm_synapse_sql_pool" "fail_data_encrypted_string" {
  data_encrypted = "false"
}
variable "nothing" {
}
resource "azurerm_synapse_sql_pool" "unknown_data_encrypted" {
  data_encrypted = var.nothing
}
resource "azurerm_synapse_sql_pool" "fail_data_encrypted_null" {
  data_encrypted = null
}
resource "azurerm_synapse_sql_pool" "fail_absent" {

}
