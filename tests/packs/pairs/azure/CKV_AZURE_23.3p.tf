resource "azurerm_mssql_server" "pass_each" {
  for_each = toset(["a", "b"])
  name     = each.key
}
resource "azurerm_mssql_server_extended_auditing_policy" "p" {
  for_each  = azurerm_mssql_server.pass_each
  server_id = each.value.id
}
resource "azurerm_mssql_server" "fail_false" {
  name = "f"
}
resource "azurerm_mssql_server_extended_auditing_policy" "q" {
  server_id              = azurerm_mssql_server.fail_false.id
  log_monitoring_enabled = false
}
