resource "azurerm_cognitive_account" "pass_rel" {
  name = "a"
}
resource "azurerm_cognitive_account_customer_managed_key" "aux_cognitive_account" {
  cognitive_account_id = azurerm_cognitive_account.pass_rel.id
  key_vault_key_id     = "k"
}
resource "azurerm_cognitive_account" "fail_alone" {
  name = "a"
}
resource "azurerm_cognitive_account" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_cognitive_account_customer_managed_key" "aux_counted_cognitive_account" {
  cognitive_account_id = azurerm_cognitive_account.pass_counted[0].id
  key_vault_key_id     = "k"
}
resource "azurerm_cognitive_account" "pass_x" {
  customer_managed_key {
    key_vault_key_id   = "k"
    identity_client_id = "i"
  }
}
