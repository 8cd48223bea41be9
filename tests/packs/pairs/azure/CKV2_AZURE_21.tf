resource "azurerm_storage_account" "main" {
  name = "s"
}
resource "azurerm_storage_container" "pass_x" {
  name                 = "t"
  storage_account_name = azurerm_storage_account.main.name
}
resource "azurerm_log_analytics_storage_insights" "i" {
  workspace_id         = "w"
  storage_account_id   = azurerm_storage_account.main.id
  storage_account_key  = azurerm_storage_account.main.primary_access_key
  blob_container_names = [azurerm_storage_container.pass_x.name]
}
