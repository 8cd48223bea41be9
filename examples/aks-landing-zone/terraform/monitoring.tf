resource "azurerm_log_analytics_workspace" "this" {
  name                         = "${var.name}-logs"
  location                     = azurerm_resource_group.this["platform"].location
  resource_group_name          = azurerm_resource_group.this["platform"].name
  sku                          = "PerGB2018"
  retention_in_days            = var.retention_days
  local_authentication_enabled = false
  tags                         = local.tags
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  for_each = local.diagnosed

  name                           = "to-log-analytics"
  target_resource_id             = each.value
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.this.id
  log_analytics_destination_type = "Dedicated"

  enabled_log {
    category_group = "allLogs"
  }
}

# Reads and writes of backups, for the blobs of the account.
resource "azurerm_monitor_diagnostic_setting" "backup_blobs" {
  name                       = "to-log-analytics"
  target_resource_id         = "${azurerm_storage_account.backup.id}/blobServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id

  enabled_log {
    category_group = "allLogs"
  }
}
