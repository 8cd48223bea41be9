resource "azurerm_service_plan" "pass_sku_name" {
  sku_name = "S1"
}
resource "azurerm_service_plan" "pass_sku_name2" {
  sku_name = "P1v2"
}
resource "azurerm_service_plan" "pass_sku_name3" {
  sku_name = "P1v3"
}
resource "azurerm_service_plan" "pass_sku_name4" {
  sku_name = "EP1"
}
resource "azurerm_service_plan" "pass_sku_name5" {
  sku_name = "Y1"
}
resource "azurerm_service_plan" "fail_sku_name" {
  sku_name = "F1"
}
resource "azurerm_service_plan" "fail_sku_name2" {
  sku_name = "D1"
}
resource "azurerm_service_plan" "fail_x_too" {
  sku_name = "B1"
}
resource "azurerm_service_plan" "fail_x2_too" {
  sku_name = "SHARED"
}
resource "azurerm_service_plan" "fail_x3_too" {
  sku_name = "FREE"
}
