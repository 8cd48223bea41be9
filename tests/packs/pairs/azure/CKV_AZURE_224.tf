resource "azurerm_mssql_database" "pass_ledger_enabled" {
  ledger_enabled = true
}
resource "azurerm_mssql_database" "fail_ledger_enabled" {
  ledger_enabled = false
}
resource "azurerm_mssql_database" "pass_ledger_enabled_string" {
  ledger_enabled = "true"
}
resource "azurerm_mssql_database" "fail_ledger_enabled_string" {
  ledger_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_mssql_database" "unknown_ledger_enabled" {
  ledger_enabled = var.nothing
}
resource "azurerm_mssql_database" "fail_ledger_enabled_null" {
  ledger_enabled = null
}
resource "azurerm_mssql_database" "fail_absent" {

}
