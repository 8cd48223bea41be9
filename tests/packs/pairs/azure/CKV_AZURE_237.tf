resource "azurerm_container_registry" "pass_data_endpoint_enabled" {
  sku                   = "Premium"
  data_endpoint_enabled = true
}
resource "azurerm_container_registry" "fail_data_endpoint_enabled" {
  sku                   = "Premium"
  data_endpoint_enabled = false
}
resource "azurerm_container_registry" "pass_data_endpoint_enabled_string" {
  sku                   = "Premium"
  data_endpoint_enabled = "true"
}
resource "azurerm_container_registry" "fail_data_endpoint_enabled_string" {
  sku                   = "Premium"
  data_endpoint_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_container_registry" "unknown_data_endpoint_enabled" {
  sku                   = "Premium"
  data_endpoint_enabled = var.nothing
}
resource "azurerm_container_registry" "fail_data_endpoint_enabled_null" {
  sku                   = "Premium"
  data_endpoint_enabled = null
}
resource "azurerm_container_registry" "fail_absent" {
  sku = "Premium"

}
