resource "azurerm_storage_account" "x" {
  name = "s"
}
resource "azurerm_storage_container" "pass_logs" {
  name                  = "insights-activity-logs"
  storage_account_name  = azurerm_storage_account.x.name
  container_access_type = "private"
}
resource "azurerm_monitor_activity_log_alert" "alert" {
  scopes = [azurerm_storage_account.x.id]
  criteria {
    category = "Administrative"
  }
}
