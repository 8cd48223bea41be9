resource "azurerm_container_registry" "pass_zone_redundancy_enabled" {
  sku                     = "Premium"
  zone_redundancy_enabled = true
}
resource "azurerm_container_registry" "fail_zone_redundancy_enabled" {
  sku                     = "Premium"
  zone_redundancy_enabled = false
}
resource "azurerm_container_registry" "pass_zone_redundancy_enabled_string" {
  sku                     = "Premium"
  zone_redundancy_enabled = "true"
}
resource "azurerm_container_registry" "fail_zone_redundancy_enabled_string" {
  sku                     = "Premium"
  zone_redundancy_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_container_registry" "unknown_zone_redundancy_enabled" {
  sku                     = "Premium"
  zone_redundancy_enabled = var.nothing
}
resource "azurerm_container_registry" "fail_zone_redundancy_enabled_null" {
  sku                     = "Premium"
  zone_redundancy_enabled = null
}
resource "azurerm_container_registry" "fail_absent" {
  sku = "Premium"

}
