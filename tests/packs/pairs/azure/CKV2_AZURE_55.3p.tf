resource "azurerm_spring_cloud_service" "basic" {
  sku_name = "B0"
}
resource "azurerm_spring_cloud_app" "fail_basic" {
  service_name = azurerm_spring_cloud_service.basic.name
}
