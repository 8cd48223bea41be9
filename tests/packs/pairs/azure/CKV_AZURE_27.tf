resource "azurerm_mssql_server_security_alert_policy" "pass_email_account_admins" {
  state                = "Enabled"
  email_account_admins = true
}
resource "azurerm_mssql_server_security_alert_policy" "fail_email_account_admins" {
  state                = "Enabled"
  email_account_admins = false
}
resource "azurerm_mssql_server_security_alert_policy" "pass_email_account_admins_string" {
  state                = "Enabled"
  email_account_admins = "true"
}
resource "azurerm_mssql_server_security_alert_policy" "fail_email_account_admins_string" {
  state                = "Enabled"
  email_account_admins = "false"
}
variable "nothing" {
}
resource "azurerm_mssql_server_security_alert_policy" "unknown_email_account_admins" {
  state                = "Enabled"
  email_account_admins = var.nothing
}
resource "azurerm_mssql_server_security_alert_policy" "fail_email_account_admins_null" {
  state                = "Enabled"
  email_account_admins = null
}
resource "azurerm_mssql_server_security_alert_policy" "fail_absent" {
  state = "Enabled"

}
