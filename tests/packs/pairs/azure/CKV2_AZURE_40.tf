resource "azurerm_storage_account" "pass_shared_access_key_enabled" {
  shared_access_key_enabled = false
}
resource "azurerm_storage_account" "fail_shared_access_key_enabled" {
  shared_access_key_enabled = true
}
resource "azurerm_storage_account" "pass_shared_access_key_enabled_string" {
  shared_access_key_enabled = "false"
}
resource "azurerm_storage_account" "fail_shared_access_key_enabled_string" {
  shared_access_key_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_storage_account" "unknown_shared_access_key_enabled" {
  shared_access_key_enabled = var.nothing
}
resource "azurerm_storage_account" "fail_shared_access_key_enabled_null" {
  shared_access_key_enabled = null
}
resource "azurerm_storage_account" "fail_absent" {

}
