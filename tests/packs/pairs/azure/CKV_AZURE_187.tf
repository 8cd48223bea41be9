resource "azurerm_app_configuration" "pass_purge_protection_enabled" {
  purge_protection_enabled = true
}
resource "azurerm_app_configuration" "fail_purge_protection_enabled" {
  purge_protection_enabled = false
}
resource "azurerm_app_configuration" "pass_purge_protection_enabled_string" {
  purge_protection_enabled = "true"
}
resource "azurerm_app_configuration" "fail_purge_protection_enabled_string" {
  purge_protection_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_app_configuration" "unknown_purge_protection_enabled" {
  purge_protection_enabled = var.nothing
}
resource "azurerm_app_configuration" "fail_purge_protection_enabled_null" {
  purge_protection_enabled = null
}
resource "azurerm_app_configuration" "fail_absent" {

}
