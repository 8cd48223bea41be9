resource "azurerm_function_app" "pass_enable_builtin_logging" {
  enable_builtin_logging = true
}
resource "azurerm_function_app" "fail_enable_builtin_logging" {
  enable_builtin_logging = false
}
resource "azurerm_function_app" "pass_enable_builtin_logging_string" {
  enable_builtin_logging = "true"
}
resource "azurerm_function_app" "fail_enable_builtin_logging_string" {
  enable_builtin_logging = "false"
}
variable "nothing" {
}
resource "azurerm_function_app" "unknown_enable_builtin_logging" {
  enable_builtin_logging = var.nothing
}
resource "azurerm_function_app" "pass_enable_builtin_logging_null" {
  enable_builtin_logging = null
}
resource "azurerm_function_app" "pass_absent" {

}
resource "azurerm_function_app_slot" "pass_enable_builtin_logging" {
  enable_builtin_logging = true
}
resource "azurerm_function_app_slot" "fail_enable_builtin_logging" {
  enable_builtin_logging = false
}
resource "azurerm_function_app_slot" "pass_absent" {

}
