resource "azurerm_redis_cache" "pass_sku_name" {
  sku_name = "Standard"
}
resource "azurerm_redis_cache" "pass_sku_name2" {
  sku_name = "Premium"
}
resource "azurerm_redis_cache" "fail_sku_name" {
  sku_name = "Basic"
}
