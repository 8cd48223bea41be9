resource "azurerm_container_registry" "pass_admin_enabled" {
  admin_enabled = false
}
resource "azurerm_container_registry" "fail_admin_enabled" {
  admin_enabled = true
}
resource "azurerm_container_registry" "pass_admin_enabled_string" {
  admin_enabled = "false"
}
resource "azurerm_container_registry" "fail_admin_enabled_string" {
  admin_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_container_registry" "unknown_admin_enabled" {
  admin_enabled = var.nothing
}
resource "azurerm_container_registry" "pass_admin_enabled_null" {
  admin_enabled = null
}
resource "azurerm_container_registry" "pass_absent" {

}
