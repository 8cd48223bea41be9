resource "azurerm_service_plan" "pass_x" {
  worker_count = 2
}
resource "azurerm_service_plan" "pass_x2" {
  worker_count = "3"
}
resource "azurerm_service_plan" "fail_x" {
  worker_count = 1
}
resource "azurerm_service_plan" "fail_x2" {
  name = "a"
}
resource "azurerm_service_plan" "fail_x_too" {
  worker_count           = 1
  zone_balancing_enabled = true
}
