resource "azurerm_container_registry" "pass_quarantine_policy_enabled" {
  sku                       = "Premium"
  quarantine_policy_enabled = true
}
resource "azurerm_container_registry" "fail_quarantine_policy_enabled" {
  sku                       = "Premium"
  quarantine_policy_enabled = false
}
resource "azurerm_container_registry" "pass_quarantine_policy_enabled_string" {
  sku                       = "Premium"
  quarantine_policy_enabled = "true"
}
resource "azurerm_container_registry" "fail_quarantine_policy_enabled_string" {
  sku                       = "Premium"
  quarantine_policy_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_container_registry" "unknown_quarantine_policy_enabled" {
  sku                       = "Premium"
  quarantine_policy_enabled = var.nothing
}
resource "azurerm_container_registry" "fail_quarantine_policy_enabled_null" {
  sku                       = "Premium"
  quarantine_policy_enabled = null
}
resource "azurerm_container_registry" "fail_absent" {
  sku = "Premium"

}
