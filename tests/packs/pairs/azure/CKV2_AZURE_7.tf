resource "azurerm_sql_server" "pass_rel" {
  name = "a"
}
resource "azurerm_sql_active_directory_administrator" "aux_sql_server" {
  server_name = azurerm_sql_server.pass_rel.name
  login       = "sqladmin"
  object_id   = "o"
}
resource "azurerm_sql_server" "fail_alone" {
  name = "a"
}
resource "azurerm_sql_server" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_sql_active_directory_administrator" "aux_counted_sql_server" {
  server_name = azurerm_sql_server.pass_counted[0].name
  login       = "sqladmin"
  object_id   = "o"
}
