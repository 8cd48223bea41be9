resource "azurerm_mssql_database" "pass_zone_redundant" {
  zone_redundant = true
}
resource "azurerm_mssql_database" "fail_zone_redundant" {
  zone_redundant = false
}
resource "azurerm_mssql_database" "pass_zone_redundant_string" {
  zone_redundant = "true"
}
resource "azurerm_mssql_database" "fail_zone_redundant_string" {
  zone_redundant = "false"
}
variable "nothing" {
}
resource "azurerm_mssql_database" "unknown_zone_redundant" {
  zone_redundant = var.nothing
}
resource "azurerm_mssql_database" "fail_zone_redundant_null" {
  zone_redundant = null
}
resource "azurerm_mssql_database" "fail_absent" {

}
