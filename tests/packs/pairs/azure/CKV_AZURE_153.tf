resource "azurerm_app_service_slot" "pass_https_only" {
  https_only = true
}
resource "azurerm_app_service_slot" "fail_https_only" {
  https_only = false
}
resource "azurerm_app_service_slot" "pass_https_only_string" {
  https_only = "true"
}
resource "azurerm_app_service_slot" "fail_https_only_string" {
  https_only = "false"
}
variable "nothing" {
}
resource "azurerm_app_service_slot" "unknown_https_only" {
  https_only = var.nothing
}
resource "azurerm_app_service_slot" "fail_https_only_null" {
  https_only = null
}
resource "azurerm_app_service_slot" "fail_absent" {

}
resource "azurerm_linux_web_app_slot" "pass_https_only" {
  https_only = true
}
resource "azurerm_linux_web_app_slot" "fail_https_only" {
  https_only = false
}
resource "azurerm_linux_web_app_slot" "fail_absent" {

}
resource "azurerm_windows_web_app_slot" "pass_https_only" {
  https_only = true
}
resource "azurerm_windows_web_app_slot" "fail_https_only" {
  https_only = false
}
resource "azurerm_windows_web_app_slot" "fail_absent" {

}
