resource "azurerm_storage_account" "one" {
  public_network_access_enabled   = true
  allow_nested_items_to_be_public = true
}
resource "azurerm_machine_learning_workspace" "fail_open" {
  storage_account_id   = azurerm_storage_account.one.id
  high_business_impact = true
}
