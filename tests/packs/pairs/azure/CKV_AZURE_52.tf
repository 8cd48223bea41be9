resource "azurerm_mssql_server" "pass_minimum_tls_version" {
  minimum_tls_version = "1.2"
}
resource "azurerm_mssql_server" "fail_minimum_tls_version" {
  minimum_tls_version = "1.0"
}
resource "azurerm_mssql_server" "fail_minimum_tls_version2" {
  minimum_tls_version = "1.1"
}
resource "azurerm_mssql_server" "fail_minimum_tls_version3" {
  minimum_tls_version = "Disabled"
}
resource "azurerm_mssql_server" "pass_absent" {

}
