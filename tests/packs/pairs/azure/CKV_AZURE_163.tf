resource "azurerm_container_registry" "pass_sku" {
  sku = "Standard"
}
resource "azurerm_container_registry" "pass_sku2" {
  sku = "Premium"
}
resource "azurerm_container_registry" "fail_sku" {
  sku = "Basic"
}
