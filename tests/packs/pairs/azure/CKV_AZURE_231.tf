resource "azurerm_app_service_environment_v3" "pass_zone_redundant" {
  zone_redundant = true
}
resource "azurerm_app_service_environment_v3" "fail_zone_redundant" {
  zone_redundant = false
}
resource "azurerm_app_service_environment_v3" "pass_zone_redundant_string" {
  zone_redundant = "true"
}
resource "azurerm_app_service_environment_v3" "fail_zone_redundant_string" {
  zone_redundant = "false"
}
variable "nothing" {
}
resource "azurerm_app_service_environment_v3" "unknown_zone_redundant" {
  zone_redundant = var.nothing
}
resource "azurerm_app_service_environment_v3" "fail_zone_redundant_null" {
  zone_redundant = null
}
resource "azurerm_app_service_environment_v3" "fail_absent" {

}
