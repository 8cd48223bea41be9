resource "azurerm_postgresql_server" "pass_ssl_enforcement_enabled" {
  ssl_enforcement_enabled = true
}
resource "azurerm_postgresql_server" "fail_ssl_enforcement_enabled" {
  ssl_enforcement_enabled = false
}
resource "azurerm_postgresql_server" "pass_ssl_enforcement_enabled_string" {
  ssl_enforcement_enabled = "true"
}
resource "azurerm_postgresql_server" "fail_ssl_enforcement_enabled_string" {
  ssl_enforcement_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_postgresql_server" "unknown_ssl_enforcement_enabled" {
  ssl_enforcement_enabled = var.nothing
}
resource "azurerm_postgresql_server" "fail_ssl_enforcement_enabled_null" {
  ssl_enforcement_enabled = null
}
resource "azurerm_postgresql_server" "fail_absent" {

}
