resource "azurerm_app_configuration" "pass_set" {

  encryption {
    key_vault_key_identifier = "k"
    identity_client_id       = "i"
  }
}
resource "azurerm_app_configuration" "pass_set2" {

  sku = "standard"
  encryption {
    key_vault_key_identifier = azurerm_key_vault_key.x.id
  }
}
resource "azurerm_app_configuration" "fail_absent" {

}
