resource "azurerm_function_app" "pass_https_only" {
  https_only = true
}
resource "azurerm_function_app" "fail_https_only" {
  https_only = false
}
resource "azurerm_function_app" "pass_https_only_string" {
  https_only = "true"
}
resource "azurerm_function_app" "fail_https_only_string" {
  https_only = "false"
}
variable "nothing" {
}
resource "azurerm_function_app" "unknown_https_only" {
  https_only = var.nothing
}
resource "azurerm_function_app" "fail_https_only_null" {
  https_only = null
}
resource "azurerm_function_app" "fail_absent" {

}
resource "azurerm_function_app_slot" "pass_https_only" {
  https_only = true
}
resource "azurerm_function_app_slot" "fail_https_only" {
  https_only = false
}
resource "azurerm_function_app_slot" "fail_absent" {

}
resource "azurerm_linux_function_app" "pass_https_only" {
  https_only = true
}
resource "azurerm_linux_function_app" "fail_https_only" {
  https_only = false
}
resource "azurerm_linux_function_app" "fail_absent" {

}
resource "azurerm_linux_function_app_slot" "pass_https_only" {
  https_only = true
}
resource "azurerm_linux_function_app_slot" "fail_https_only" {
  https_only = false
}
resource "azurerm_linux_function_app_slot" "fail_absent" {

}
resource "azurerm_windows_function_app" "pass_https_only" {
  https_only = true
}
resource "azurerm_windows_function_app" "fail_https_only" {
  https_only = false
}
resource "azurerm_windows_function_app" "fail_absent" {

}
resource "azurerm_windows_function_app_slot" "pass_https_only" {
  https_only = true
}
resource "azurerm_windows_function_app_slot" "fail_https_only" {
  https_only = false
}
resource "azurerm_windows_function_app_slot" "fail_absent" {

}
