resource "azurerm_virtual_machine" "pass_list" {
  name = "a"
}
resource "azurerm_virtual_machine_extension" "aux" {
  virtual_machine_id         = [azurerm_virtual_machine.pass_list.id]
  type                       = "IaaSAntimalware"
  publisher                  = "Microsoft.Azure.Security"
  auto_upgrade_minor_version = true
}
resource "azurerm_virtual_machine_extension" "aux2" {
  virtual_machine_name       = azurerm_virtual_machine.pass_name.name
  type                       = "IaaSAntimalware"
  publisher                  = "Microsoft.Azure.Security"
  auto_upgrade_minor_version = true
}
resource "azurerm_virtual_machine" "fail_none" {
  name = "c"
}
