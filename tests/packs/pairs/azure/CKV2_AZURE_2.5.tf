resource "azurerm_sql_server" "fail_server" {
  name = "a"
}
