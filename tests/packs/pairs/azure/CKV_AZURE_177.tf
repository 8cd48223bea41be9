resource "azurerm_windows_virtual_machine" "pass_enable_automatic_updates" {
  enable_automatic_updates = true
}
resource "azurerm_windows_virtual_machine" "fail_enable_automatic_updates" {
  enable_automatic_updates = false
}
resource "azurerm_windows_virtual_machine" "pass_enable_automatic_updates_string" {
  enable_automatic_updates = "true"
}
resource "azurerm_windows_virtual_machine" "fail_enable_automatic_updates_string" {
  enable_automatic_updates = "false"
}
variable "nothing" {
}
resource "azurerm_windows_virtual_machine" "unknown_enable_automatic_updates" {
  enable_automatic_updates = var.nothing
}
resource "azurerm_windows_virtual_machine" "pass_enable_automatic_updates_null" {
  enable_automatic_updates = null
}
resource "azurerm_windows_virtual_machine" "pass_absent" {

}
resource "azurerm_windows_virtual_machine" "pass_automatic_updates_enabled" {
  automatic_updates_enabled = true
}
resource "azurerm_windows_virtual_machine" "fail_automatic_updates_enabled" {
  automatic_updates_enabled = false
}
resource "azurerm_windows_virtual_machine_scale_set" "pass_enable_automatic_updates" {
  enable_automatic_updates = true
}
resource "azurerm_windows_virtual_machine_scale_set" "fail_enable_automatic_updates" {
  enable_automatic_updates = false
}
resource "azurerm_windows_virtual_machine_scale_set" "pass_enable_automatic_updates_string" {
  enable_automatic_updates = "true"
}
resource "azurerm_windows_virtual_machine_scale_set" "fail_enable_automatic_updates_string" {
  enable_automatic_updates = "false"
}
resource "azurerm_windows_virtual_machine_scale_set" "unknown_enable_automatic_updates" {
  enable_automatic_updates = var.nothing
}
resource "azurerm_windows_virtual_machine_scale_set" "pass_enable_automatic_updates_null" {
  enable_automatic_updates = null
}
resource "azurerm_windows_virtual_machine_scale_set" "pass_absent" {

}
resource "azurerm_windows_virtual_machine_scale_set" "pass_automatic_updates_enabled" {
  automatic_updates_enabled = true
}
resource "azurerm_windows_virtual_machine_scale_set" "fail_automatic_updates_enabled" {
  automatic_updates_enabled = false
}
