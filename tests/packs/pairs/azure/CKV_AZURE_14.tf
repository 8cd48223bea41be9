resource "azurerm_app_service" "pass_https_only" {
  https_only = true
}
resource "azurerm_app_service" "fail_https_only" {
  https_only = false
}
resource "azurerm_app_service" "pass_https_only_string" {
  https_only = "true"
}
resource "azurerm_app_service" "fail_https_only_string" {
  https_only = "false"
}
variable "nothing" {
}
resource "azurerm_app_service" "unknown_https_only" {
  https_only = var.nothing
}
resource "azurerm_app_service" "fail_https_only_null" {
  https_only = null
}
resource "azurerm_app_service" "fail_absent" {

}
resource "azurerm_linux_web_app" "pass_https_only" {
  https_only = true
}
resource "azurerm_linux_web_app" "fail_https_only" {
  https_only = false
}
resource "azurerm_linux_web_app" "fail_absent" {

}
resource "azurerm_windows_web_app" "pass_https_only" {
  https_only = true
}
resource "azurerm_windows_web_app" "fail_https_only" {
  https_only = false
}
resource "azurerm_windows_web_app" "fail_absent" {

}
