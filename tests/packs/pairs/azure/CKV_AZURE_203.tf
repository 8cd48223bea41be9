resource "azurerm_servicebus_namespace" "pass_local_auth_enabled" {
  local_auth_enabled = false
}
resource "azurerm_servicebus_namespace" "fail_local_auth_enabled" {
  local_auth_enabled = true
}
resource "azurerm_servicebus_namespace" "pass_local_auth_enabled_string" {
  local_auth_enabled = "false"
}
resource "azurerm_servicebus_namespace" "fail_local_auth_enabled_string" {
  local_auth_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_servicebus_namespace" "unknown_local_auth_enabled" {
  local_auth_enabled = var.nothing
}
resource "azurerm_servicebus_namespace" "fail_local_auth_enabled_null" {
  local_auth_enabled = null
}
resource "azurerm_servicebus_namespace" "fail_absent" {

}
