resource "azurerm_virtual_machine" "pass_vm0" {
  name = "a"
  os_profile_windows_config {
    provision_vm_agent = true
  }
}
resource "azurerm_virtual_machine_extension" "aux0" {
  virtual_machine_id         = azurerm_virtual_machine.pass_vm0.id
  type                       = "IaaSAntimalware"
  publisher                  = "Microsoft.Azure.Security"
  type_handler_version       = "1.3"
  auto_upgrade_minor_version = true
  settings = jsonencode({
    AntimalwareEnabled = true
  })
}
resource "azurerm_virtual_machine" "fail_vm1" {
  name = "a"
  os_profile_windows_config {
    provision_vm_agent = true
  }
}
resource "azurerm_virtual_machine_extension" "aux1" {
  virtual_machine_id         = azurerm_virtual_machine.fail_vm1.id
  type                       = "IaaSAntimalware"
  publisher                  = "Microsoft.Azure.Security"
  auto_upgrade_minor_version = false
  settings = jsonencode({
    AntimalwareEnabled = true
  })
}
resource "azurerm_virtual_machine" "fail_vm2" {
  name = "a"
  os_profile_windows_config {
    provision_vm_agent = true
  }
}
resource "azurerm_virtual_machine_extension" "aux2" {
  virtual_machine_id         = azurerm_virtual_machine.fail_vm2.id
  type                       = "CustomScript"
  publisher                  = "Microsoft.Azure.Extensions"
  auto_upgrade_minor_version = true
}
resource "azurerm_virtual_machine" "pass_vm3" {
  name = "a"
  os_profile_windows_config {
    provision_vm_agent = true
  }
}
resource "azurerm_virtual_machine_extension" "aux3" {
  virtual_machine_id         = azurerm_virtual_machine.pass_vm3.id
  type                       = "IaaSAntimalware"
  publisher                  = "Microsoft.Azure.Security"
  auto_upgrade_minor_version = true
}
resource "azurerm_virtual_machine" "fail_alone" {
  name = "a"
  os_profile_windows_config {
    provision_vm_agent = true
  }
}
