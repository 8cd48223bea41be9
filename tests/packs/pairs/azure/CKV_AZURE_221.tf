resource "azurerm_linux_function_app" "pass_public_network_access_enabled" {
  public_network_access_enabled = false
}
resource "azurerm_linux_function_app" "fail_public_network_access_enabled" {
  public_network_access_enabled = true
}
resource "azurerm_linux_function_app" "pass_public_network_access_enabled_string" {
  public_network_access_enabled = "false"
}
resource "azurerm_linux_function_app" "fail_public_network_access_enabled_string" {
  public_network_access_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_linux_function_app" "unknown_public_network_access_enabled" {
  public_network_access_enabled = var.nothing
}
resource "azurerm_linux_function_app" "fail_public_network_access_enabled_null" {
  public_network_access_enabled = null
}
resource "azurerm_linux_function_app" "fail_absent" {

}
resource "azurerm_linux_function_app_slot" "pass_public_network_access_enabled" {
  public_network_access_enabled = false
}
resource "azurerm_linux_function_app_slot" "fail_public_network_access_enabled" {
  public_network_access_enabled = true
}
resource "azurerm_linux_function_app_slot" "fail_absent" {

}
resource "azurerm_windows_function_app" "pass_public_network_access_enabled" {
  public_network_access_enabled = false
}
resource "azurerm_windows_function_app" "fail_public_network_access_enabled" {
  public_network_access_enabled = true
}
resource "azurerm_windows_function_app" "fail_absent" {

}
resource "azurerm_windows_function_app_slot" "pass_public_network_access_enabled" {
  public_network_access_enabled = false
}
resource "azurerm_windows_function_app_slot" "fail_public_network_access_enabled" {
  public_network_access_enabled = true
}
resource "azurerm_windows_function_app_slot" "fail_absent" {

}
