resource "azurerm_mssql_server_security_alert_policy" "pass_x" {
  state = "Enabled"
}
resource "azurerm_mssql_server_security_alert_policy" "pass_x2" {
  state           = "Enabled"
  disabled_alerts = []
}
resource "azurerm_mssql_server_security_alert_policy" "fail_x" {
  state           = "Enabled"
  disabled_alerts = ["Sql_Injection", "Data_Exfiltration"]
}
resource "azurerm_mssql_server_security_alert_policy" "fail_x2" {
  state           = "Enabled"
  disabled_alerts = ["Access_Anomaly"]
}
