resource "azurerm_storage_account" "pass_local_user_enabled" {
  local_user_enabled = false
}
resource "azurerm_storage_account" "fail_local_user_enabled" {
  local_user_enabled = true
}
resource "azurerm_storage_account" "pass_local_user_enabled_string" {
  local_user_enabled = "false"
}
resource "azurerm_storage_account" "fail_local_user_enabled_string" {
  local_user_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_storage_account" "unknown_local_user_enabled" {
  local_user_enabled = var.nothing
}
resource "azurerm_storage_account" "fail_local_user_enabled_null" {
  local_user_enabled = null
}
resource "azurerm_storage_account" "fail_absent" {

}
