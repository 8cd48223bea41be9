resource "azurerm_linux_virtual_machine_scale_set" "pass_encryption_at_host_enabled" {
  encryption_at_host_enabled = true
}
resource "azurerm_linux_virtual_machine_scale_set" "fail_encryption_at_host_enabled" {
  encryption_at_host_enabled = false
}
resource "azurerm_linux_virtual_machine_scale_set" "pass_encryption_at_host_enabled_string" {
  encryption_at_host_enabled = "true"
}
resource "azurerm_linux_virtual_machine_scale_set" "fail_encryption_at_host_enabled_string" {
  encryption_at_host_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_linux_virtual_machine_scale_set" "unknown_encryption_at_host_enabled" {
  encryption_at_host_enabled = var.nothing
}
resource "azurerm_linux_virtual_machine_scale_set" "fail_encryption_at_host_enabled_null" {
  encryption_at_host_enabled = null
}
resource "azurerm_linux_virtual_machine_scale_set" "fail_absent" {

}
resource "azurerm_windows_virtual_machine_scale_set" "pass_encryption_at_host_enabled" {
  encryption_at_host_enabled = true
}
resource "azurerm_windows_virtual_machine_scale_set" "fail_encryption_at_host_enabled" {
  encryption_at_host_enabled = false
}
resource "azurerm_windows_virtual_machine_scale_set" "fail_absent" {

}
