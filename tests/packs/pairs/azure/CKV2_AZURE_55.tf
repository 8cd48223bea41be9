resource "azurerm_spring_cloud_service" "std" {
  name     = "s"
  sku_name = "S0"
}
resource "azurerm_spring_cloud_app" "pass_tls" {
  service_name = azurerm_spring_cloud_service.std.name
  tls_enabled  = true
}
resource "azurerm_spring_cloud_app" "fail_tls" {
  service_name = azurerm_spring_cloud_service.std.name
  tls_enabled  = false
}
resource "azurerm_spring_cloud_app" "fail_absent" {
  service_name = azurerm_spring_cloud_service.std.name
}
