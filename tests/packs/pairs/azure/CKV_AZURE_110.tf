resource "azurerm_key_vault" "pass_purge_protection_enabled" {
  purge_protection_enabled = true
}
resource "azurerm_key_vault" "fail_purge_protection_enabled" {
  purge_protection_enabled = false
}
resource "azurerm_key_vault" "pass_purge_protection_enabled_string" {
  purge_protection_enabled = "true"
}
resource "azurerm_key_vault" "fail_purge_protection_enabled_string" {
  purge_protection_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_key_vault" "unknown_purge_protection_enabled" {
  purge_protection_enabled = var.nothing
}
resource "azurerm_key_vault" "fail_purge_protection_enabled_null" {
  purge_protection_enabled = null
}
resource "azurerm_key_vault" "fail_absent" {

}
