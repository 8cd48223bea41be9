resource "azurerm_linux_virtual_machine" "pass_provision_vm_agent" {
  provision_vm_agent = true
}
resource "azurerm_linux_virtual_machine" "fail_provision_vm_agent" {
  provision_vm_agent = false
}
resource "azurerm_linux_virtual_machine" "pass_provision_vm_agent_string" {
  provision_vm_agent = "true"
}
resource "azurerm_linux_virtual_machine" "fail_provision_vm_agent_string" {
  provision_vm_agent = "false"
}
variable "nothing" {
}
resource "azurerm_linux_virtual_machine" "unknown_provision_vm_agent" {
  provision_vm_agent = var.nothing
}
resource "azurerm_linux_virtual_machine" "pass_provision_vm_agent_null" {
  provision_vm_agent = null
}
resource "azurerm_linux_virtual_machine" "pass_absent" {

}
resource "azurerm_linux_virtual_machine_scale_set" "pass_provision_vm_agent" {
  provision_vm_agent = true
}
resource "azurerm_linux_virtual_machine_scale_set" "fail_provision_vm_agent" {
  provision_vm_agent = false
}
resource "azurerm_linux_virtual_machine_scale_set" "pass_absent" {

}
resource "azurerm_windows_virtual_machine" "pass_provision_vm_agent" {
  provision_vm_agent = true
}
resource "azurerm_windows_virtual_machine" "fail_provision_vm_agent" {
  provision_vm_agent = false
}
resource "azurerm_windows_virtual_machine" "pass_absent" {

}
resource "azurerm_windows_virtual_machine_scale_set" "pass_provision_vm_agent" {
  provision_vm_agent = true
}
resource "azurerm_windows_virtual_machine_scale_set" "fail_provision_vm_agent" {
  provision_vm_agent = false
}
resource "azurerm_windows_virtual_machine_scale_set" "pass_absent" {

}
resource "azurerm_linux_virtual_machine" "fail_x_too" {
  allow_extension_operations = false
  provision_vm_agent         = false
}
