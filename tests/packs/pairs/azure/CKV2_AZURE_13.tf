resource "azurerm_sql_server" "pass_rel" {
  name = "a"
}
resource "azurerm_mssql_server_security_alert_policy" "aux_sql_server" {
  server_name         = azurerm_sql_server.pass_rel.name
  state               = "Enabled"
  resource_group_name = "rg"
}
resource "azurerm_sql_server" "fail_alone" {
  name = "a"
}
resource "azurerm_sql_server" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_mssql_server_security_alert_policy" "aux_counted_sql_server" {
  server_name         = azurerm_sql_server.pass_counted[0].name
  state               = "Enabled"
  resource_group_name = "rg"
}
resource "azurerm_sql_server" "fail_disabled" {
  name = "c"
}
resource "azurerm_mssql_server_security_alert_policy" "aux_disabled" {
  server_name = azurerm_sql_server.fail_disabled.name
  state       = "Disabled"
}
