resource "azurerm_spring_cloud_service" "pass_x" {
  network {
    app_subnet_id             = "a"
    service_runtime_subnet_id = "b"
    cidr_ranges               = ["10.4.0.0/16", "10.5.0.0/16", "10.3.0.1/16"]
  }
}
resource "azurerm_spring_cloud_service" "pass_x2" {
  sku_name = "S0"
  network {
    app_subnet_id             = azurerm_subnet.x.id
    service_runtime_subnet_id = "b"
  }
}
resource "azurerm_spring_cloud_service" "fail_x" {
  name = "a"
}
resource "azurerm_spring_cloud_service" "fail_x2" {
  sku_name = "S0"
}
