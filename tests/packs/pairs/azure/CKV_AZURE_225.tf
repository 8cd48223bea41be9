resource "azurerm_service_plan" "pass_zone_balancing_enabled" {
  zone_balancing_enabled = true
}
resource "azurerm_service_plan" "fail_zone_balancing_enabled" {
  zone_balancing_enabled = false
}
resource "azurerm_service_plan" "pass_zone_balancing_enabled_string" {
  zone_balancing_enabled = "true"
}
resource "azurerm_service_plan" "fail_zone_balancing_enabled_string" {
  zone_balancing_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_service_plan" "unknown_zone_balancing_enabled" {
  zone_balancing_enabled = var.nothing
}
resource "azurerm_service_plan" "fail_zone_balancing_enabled_null" {
  zone_balancing_enabled = null
}
resource "azurerm_service_plan" "fail_absent" {

}
resource "azurerm_service_plan" "fail_x_too" {
  sku_name               = "P1v2"
  zone_balancing_enabled = false
}
