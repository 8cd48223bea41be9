resource "azurerm_mssql_server" "pass_scans" {
  name = "a"
}
resource "azurerm_mssql_server_security_alert_policy" "one" {
  server_name = azurerm_mssql_server.pass_scans.name
  state       = "Enabled"
}
resource "azurerm_mssql_server_vulnerability_assessment" "one" {
  server_security_alert_policy_id = azurerm_mssql_server_security_alert_policy.one.id
  storage_container_path          = "p"
  recurring_scans {
    enabled = true
  }
}
resource "azurerm_sql_server" "fail_scans_off" {
  name = "b"
}
resource "azurerm_mssql_server_security_alert_policy" "two" {
  server_name = azurerm_sql_server.fail_scans_off.name
  state       = "Enabled"
}
resource "azurerm_mssql_server_vulnerability_assessment" "two" {
  server_security_alert_policy_id = azurerm_mssql_server_security_alert_policy.two.id
  storage_container_path          = "p"
  recurring_scans {
    enabled = false
  }
}
resource "azurerm_sql_server" "fail_none" {
  name = "c"
}
resource "azurerm_mssql_server" "fail_no_assessment" {
  name = "d"
}
resource "azurerm_mssql_server_security_alert_policy" "three" {
  server_name = azurerm_mssql_server.fail_no_assessment.name
  state       = "Enabled"
}
