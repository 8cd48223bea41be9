resource "azurerm_mysql_server" "pass_infrastructure_encryption_enabled" {
  infrastructure_encryption_enabled = true
}
resource "azurerm_mysql_server" "fail_infrastructure_encryption_enabled" {
  infrastructure_encryption_enabled = false
}
resource "azurerm_mysql_server" "pass_infrastructure_encryption_enabled_string" {
  infrastructure_encryption_enabled = "true"
}
resource "azurerm_mysql_server" "fail_infrastructure_encryption_enabled_string" {
  infrastructure_encryption_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_mysql_server" "unknown_infrastructure_encryption_enabled" {
  infrastructure_encryption_enabled = var.nothing
}
resource "azurerm_mysql_server" "fail_infrastructure_encryption_enabled_null" {
  infrastructure_encryption_enabled = null
}
resource "azurerm_mysql_server" "fail_absent" {

}
