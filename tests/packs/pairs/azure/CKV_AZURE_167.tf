resource "azurerm_container_registry" "pass_x" {
  sku = "Premium"
  retention_policy {
    enabled = true
    days    = 7
  }
}
resource "azurerm_container_registry" "pass_x2" {
  sku                      = "Premium"
  retention_policy_in_days = 7
}
resource "azurerm_container_registry" "fail_x" {
  sku = "Premium"
}
resource "azurerm_container_registry" "fail_x2" {
  sku = "Premium"
  retention_policy {
    enabled = false
  }
}
