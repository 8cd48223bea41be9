resource "azurerm_mssql_database" "pass_transparent_data_encryption_enabled" {
  transparent_data_encryption_enabled = true
}
resource "azurerm_mssql_database" "fail_transparent_data_encryption_enabled" {
  transparent_data_encryption_enabled = false
}
resource "azurerm_mssql_database" "pass_transparent_data_encryption_enabled_string" {
  transparent_data_encryption_enabled = "true"
}
resource "azurerm_mssql_database" "fail_transparent_data_encryption_enabled_string" {
  transparent_data_encryption_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_mssql_database" "unknown_transparent_data_encryption_enabled" {
  transparent_data_encryption_enabled = var.nothing
}
resource "azurerm_mssql_database" "pass_transparent_data_encryption_enabled_null" {
  transparent_data_encryption_enabled = null
}
resource "azurerm_mssql_database" "pass_absent" {

}
