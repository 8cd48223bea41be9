resource "azurerm_mysql_server" "pass_public_network_access_enabled" {
  public_network_access_enabled = false
}
resource "azurerm_mysql_server" "fail_public_network_access_enabled" {
  public_network_access_enabled = true
}
resource "azurerm_mysql_server" "pass_public_network_access_enabled_string" {
  public_network_access_enabled = "false"
}
resource "azurerm_mysql_server" "fail_public_network_access_enabled_string" {
  public_network_access_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_mysql_server" "unknown_public_network_access_enabled" {
  public_network_access_enabled = var.nothing
}
resource "azurerm_mysql_server" "fail_public_network_access_enabled_null" {
  public_network_access_enabled = null
}
resource "azurerm_mysql_server" "fail_absent" {

}
resource "azurerm_mysql_flexible_server" "pass_public_network_access_enabled" {
  public_network_access_enabled = false
}
resource "azurerm_mysql_flexible_server" "fail_public_network_access_enabled" {
  public_network_access_enabled = true
}
resource "azurerm_mysql_flexible_server" "pass_x" {
  public_network_access = "Disabled"
}
resource "azurerm_mysql_flexible_server" "pass_x2" {
  delegated_subnet_id = "s"
}
resource "azurerm_mysql_flexible_server" "fail_x" {
  public_network_access = "Enabled"
}
resource "azurerm_mysql_flexible_server" "fail_x2" {
  name = "a"
}
