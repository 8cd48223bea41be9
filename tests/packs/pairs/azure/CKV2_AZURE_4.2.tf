resource "azurerm_sql_server" "pass_server" {
  name = "a"
}
resource "azurerm_mssql_server_security_alert_policy" "policy" {
  server_name = azurerm_sql_server.pass_server.name
  state       = "Enabled"
}
resource "azurerm_mssql_server_vulnerability_assessment" "pass_assessment" {
  server_security_alert_policy_id = azurerm_mssql_server_security_alert_policy.policy.id
  storage_container_path          = "p"
  recurring_scans {
    enabled                   = true
    email_subscription_admins = true
    emails                    = ["a@b.c"]
  }
}
