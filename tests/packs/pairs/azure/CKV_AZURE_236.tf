resource "azurerm_cognitive_account" "pass_local_auth_enabled" {
  local_auth_enabled = false
}
resource "azurerm_cognitive_account" "fail_local_auth_enabled" {
  local_auth_enabled = true
}
resource "azurerm_cognitive_account" "pass_local_auth_enabled_string" {
  local_auth_enabled = "false"
}
resource "azurerm_cognitive_account" "fail_local_auth_enabled_string" {
  local_auth_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_cognitive_account" "unknown_local_auth_enabled" {
  local_auth_enabled = var.nothing
}
resource "azurerm_cognitive_account" "fail_local_auth_enabled_null" {
  local_auth_enabled = null
}
resource "azurerm_cognitive_account" "fail_absent" {

}
