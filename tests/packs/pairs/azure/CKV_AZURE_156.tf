resource "azurerm_mssql_database_extended_auditing_policy" "pass_log_monitoring_enabled" {
  log_monitoring_enabled = true
}
resource "azurerm_mssql_database_extended_auditing_policy" "fail_log_monitoring_enabled" {
  log_monitoring_enabled = false
}
resource "azurerm_mssql_database_extended_auditing_policy" "pass_log_monitoring_enabled_string" {
  log_monitoring_enabled = "true"
}
resource "azurerm_mssql_database_extended_auditing_policy" "fail_log_monitoring_enabled_string" {
  log_monitoring_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_mssql_database_extended_auditing_policy" "unknown_log_monitoring_enabled" {
  log_monitoring_enabled = var.nothing
}
