resource "azurerm_linux_virtual_machine" "pass_disable_password_authentication" {
  disable_password_authentication = true
}
resource "azurerm_linux_virtual_machine" "fail_disable_password_authentication" {
  disable_password_authentication = false
}
resource "azurerm_linux_virtual_machine" "pass_disable_password_authentication_string" {
  disable_password_authentication = "true"
}
resource "azurerm_linux_virtual_machine" "fail_disable_password_authentication_string" {
  disable_password_authentication = "false"
}
variable "nothing" {
}
resource "azurerm_linux_virtual_machine" "unknown_disable_password_authentication" {
  disable_password_authentication = var.nothing
}
resource "azurerm_linux_virtual_machine" "pass_disable_password_authentication_null" {
  disable_password_authentication = null
}
resource "azurerm_linux_virtual_machine" "pass_absent" {

}
resource "azurerm_linux_virtual_machine_scale_set" "pass_disable_password_authentication" {
  disable_password_authentication = true
}
resource "azurerm_linux_virtual_machine_scale_set" "fail_disable_password_authentication" {
  disable_password_authentication = false
}
resource "azurerm_linux_virtual_machine_scale_set" "pass_absent" {

}
