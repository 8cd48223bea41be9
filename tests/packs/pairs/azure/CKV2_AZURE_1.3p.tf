resource "azurerm_storage_account" "pass_ck" {
  name = "s"
  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_key_vault" "kv" {
  name                     = "kv"
  purge_protection_enabled = true
}
resource "azurerm_key_vault_key" "k" {
  name         = "k"
  key_vault_id = azurerm_key_vault.kv.id
  key_type     = "RSA"
}
resource "azurerm_storage_account_customer_managed_key" "cmk" {
  storage_account_id = azurerm_storage_account.pass_ck.id
  key_vault_id       = azurerm_key_vault.kv.id
  key_name           = azurerm_key_vault_key.k.name
}
