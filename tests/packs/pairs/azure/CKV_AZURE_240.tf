resource "azurerm_synapse_workspace" "pass_set" {

  customer_managed_key {
    key_versionless_id = azurerm_key_vault_key.x.versionless_id
    key_name           = "enckey"
  }
}
resource "azurerm_synapse_workspace" "fail_absent" {

}
