resource "azurerm_linux_virtual_machine" "pass_allow_extension_operations" {
  allow_extension_operations = false
}
resource "azurerm_linux_virtual_machine" "fail_allow_extension_operations" {
  allow_extension_operations = true
}
resource "azurerm_linux_virtual_machine" "pass_allow_extension_operations_string" {
  allow_extension_operations = "false"
}
resource "azurerm_linux_virtual_machine" "fail_allow_extension_operations_string" {
  allow_extension_operations = "true"
}
variable "nothing" {
}
resource "azurerm_linux_virtual_machine" "unknown_allow_extension_operations" {
  allow_extension_operations = var.nothing
}
resource "azurerm_linux_virtual_machine" "fail_allow_extension_operations_null" {
  allow_extension_operations = null
}
resource "azurerm_linux_virtual_machine" "fail_absent" {

}
resource "azurerm_windows_virtual_machine" "pass_allow_extension_operations" {
  allow_extension_operations = false
}
resource "azurerm_windows_virtual_machine" "fail_allow_extension_operations" {
  allow_extension_operations = true
}
resource "azurerm_windows_virtual_machine" "fail_absent" {

}
