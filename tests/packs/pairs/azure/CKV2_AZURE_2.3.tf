resource "azurerm_mssql_server" "fail_server" {
  name = "a"
}
resource "azurerm_mssql_server_security_alert_policy" "policy" {
  server_name = azurerm_mssql_server.fail_server.name
  state       = "Disabled"
}
