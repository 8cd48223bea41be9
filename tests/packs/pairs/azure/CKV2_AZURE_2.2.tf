resource "azurerm_mssql_server" "fail_server" {
  name = "a"
}
