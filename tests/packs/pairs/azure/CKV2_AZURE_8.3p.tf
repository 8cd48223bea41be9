resource "azurerm_storage_account" "x" {
  name = "s"
}
resource "azurerm_storage_container" "fail_logs" {
  name                  = "vhds"
  storage_account_id    = azurerm_storage_account.x.id
  container_access_type = "blob"
}
resource "azurerm_monitor_activity_log_alert" "alert" {
  scopes = [azurerm_storage_account.x.id]
}
