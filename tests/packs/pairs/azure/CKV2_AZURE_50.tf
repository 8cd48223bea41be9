resource "azurerm_storage_account" "one" {
  public_network_access_enabled   = false
  allow_nested_items_to_be_public = false
  network_rules {
    default_action = "Deny"
  }
}
resource "azurerm_machine_learning_workspace" "pass_closed" {
  storage_account_id   = azurerm_storage_account.one.id
  high_business_impact = true
}
