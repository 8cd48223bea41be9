resource "azurerm_data_factory" "pass_set" {

  customer_managed_key_id          = "k"
  customer_managed_key_identity_id = "i"
}
resource "azurerm_data_factory" "pass_set2" {

  customer_managed_key_id = azurerm_key_vault_key.x.id
}
resource "azurerm_data_factory" "fail_absent" {

}
