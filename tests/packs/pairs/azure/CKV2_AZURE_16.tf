resource "azurerm_mysql_server" "pass_rel" {
  name = "a"
}
resource "azurerm_mysql_server_key" "aux_mysql_server" {
  server_id        = azurerm_mysql_server.pass_rel.id
  key_vault_key_id = "k"
}
resource "azurerm_mysql_server" "fail_alone" {
  name = "a"
}
resource "azurerm_mysql_server" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_mysql_server_key" "aux_counted_mysql_server" {
  server_id        = azurerm_mysql_server.pass_counted[0].id
  key_vault_key_id = "k"
}
