resource "azurerm_api_management" "pass_x" {
  client_certificate_enabled = true
}
resource "azurerm_api_management" "pass_x2" {
  sku_name                   = "Consumption_0"
  client_certificate_enabled = true
}
resource "azurerm_api_management" "fail_x" {
  sku_name                   = "Consumption_0"
  client_certificate_enabled = false
}
resource "azurerm_api_management" "fail_x2" {
  sku_name = "Consumption_0"
}
resource "azurerm_api_management" "fail_x_too" {
  sku_name = "Developer_1"
}
resource "azurerm_api_management" "fail_x2_too" {
  sku_name                   = "Developer_1"
  client_certificate_enabled = false
}
