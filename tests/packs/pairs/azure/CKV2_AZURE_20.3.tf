resource "azurerm_storage_account" "main" {
  name = "s"
}
resource "azurerm_storage_table" "fail_x" {
  name                 = "t"
  storage_account_name = azurerm_storage_account.main.name
}
resource "azurerm_log_analytics_storage_insights" "i" {
  workspace_id       = "w"
  storage_account_id = azurerm_storage_account.other.id
}
resource "azurerm_storage_account" "other" {
  name = "o"
}
