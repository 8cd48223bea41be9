resource "azurerm_virtual_machine" "pass_rel" {
  name = "a"
}
resource "azurerm_backup_protected_vm" "aux_virtual_machine" {
  source_vm_id        = azurerm_virtual_machine.pass_rel.id
  recovery_vault_name = "v"
  backup_policy_id    = "p"
}
resource "azurerm_virtual_machine" "fail_alone" {
  name = "a"
}
resource "azurerm_virtual_machine" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_backup_protected_vm" "aux_counted_virtual_machine" {
  source_vm_id        = azurerm_virtual_machine.pass_counted[0].id
  recovery_vault_name = "v"
  backup_policy_id    = "p"
}
