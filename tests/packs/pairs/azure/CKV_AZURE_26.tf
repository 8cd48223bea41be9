resource "azurerm_mssql_server_security_alert_policy" "pass_x" {
  state           = "Enabled"
  email_addresses = ["a@b.c"]
}
resource "azurerm_mssql_server_security_alert_policy" "fail_x" {
  state = "Enabled"
}
resource "azurerm_mssql_server_security_alert_policy" "fail_x2" {
  state           = "Enabled"
  email_addresses = []
}
