resource "azurerm_sql_server" "pass_server" {
  name = "a"
}
resource "azurerm_mssql_server_security_alert_policy" "policy" {
  server_name                = azurerm_sql_server.pass_server.name
  state                      = "Enabled"
  storage_endpoint           = "https://x.blob.core.windows.net"
  storage_account_access_key = "k"
}
resource "azurerm_mssql_server_vulnerability_assessment" "assessment" {
  server_security_alert_policy_id = azurerm_mssql_server_security_alert_policy.policy.id
  storage_container_path          = "https://x.blob.core.windows.net/va/"
}
