resource "azurerm_storage_account" "pass_rel" {
  name = "a"
}
resource "azurerm_storage_account_customer_managed_key" "aux_storage_account" {
  storage_account_id = azurerm_storage_account.pass_rel.id
  key_vault_id       = "v"
  key_name           = "k"
}
resource "azurerm_storage_account" "fail_alone" {
  name = "a"
}
resource "azurerm_storage_account" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_storage_account_customer_managed_key" "aux_counted_storage_account" {
  storage_account_id = azurerm_storage_account.pass_counted[0].id
  key_vault_id       = "v"
  key_name           = "k"
}
resource "azurerm_storage_account" "pass_x" {
  customer_managed_key {
    key_vault_key_id          = "k"
    user_assigned_identity_id = "i"
  }
}
