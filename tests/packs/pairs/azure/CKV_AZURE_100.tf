resource "azurerm_cosmosdb_account" "pass_set" {

  key_vault_key_id = "k"
}
resource "azurerm_cosmosdb_account" "pass_set2" {

  key_vault_key_id = azurerm_key_vault_key.x.versionless_id
}
resource "azurerm_cosmosdb_account" "fail_set" {

  key_vault_key_id = null
}
resource "azurerm_cosmosdb_account" "fail_absent" {

}
