resource "azurerm_container_registry" "pass_anonymous_pull_enabled" {
  anonymous_pull_enabled = false
}
resource "azurerm_container_registry" "fail_anonymous_pull_enabled" {
  anonymous_pull_enabled = true
}
resource "azurerm_container_registry" "pass_anonymous_pull_enabled_string" {
  anonymous_pull_enabled = "false"
}
resource "azurerm_container_registry" "fail_anonymous_pull_enabled_string" {
  anonymous_pull_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_container_registry" "unknown_anonymous_pull_enabled" {
  anonymous_pull_enabled = var.nothing
}
resource "azurerm_container_registry" "pass_anonymous_pull_enabled_null" {
  anonymous_pull_enabled = null
}
resource "azurerm_container_registry" "pass_absent" {

}
