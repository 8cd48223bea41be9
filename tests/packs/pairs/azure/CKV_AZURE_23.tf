resource "azurerm_mssql_server" "pass_policy" {
  name = "a"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_mssql_server" {
  server_id              = azurerm_mssql_server.pass_policy.id
  log_monitoring_enabled = true
}
resource "azurerm_mssql_server" "fail_none" {
  name = "b"
}
resource "azurerm_mssql_server" "fail_disabled" {
  name = "c"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux2_azurerm_mssql_server" {
  server_id = azurerm_mssql_server.fail_disabled.id
  enabled   = false
}
resource "azurerm_mssql_server" "pass_inline" {
  name = "d"
  extended_auditing_policy {
    storage_endpoint           = azurerm_storage_account.x.primary_blob_endpoint
    storage_account_access_key = azurerm_storage_account.x.primary_access_key
    retention_in_days          = 90
  }
}
resource "azurerm_sql_server" "pass_policy" {
  name = "a"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_sql_server" {
  server_id              = azurerm_sql_server.pass_policy.id
  log_monitoring_enabled = true
}
resource "azurerm_sql_server" "fail_none" {
  name = "b"
}
resource "azurerm_sql_server" "fail_disabled" {
  name = "c"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux2_azurerm_sql_server" {
  server_id = azurerm_sql_server.fail_disabled.id
  enabled   = false
}
resource "azurerm_sql_server" "pass_inline" {
  name = "d"
  extended_auditing_policy {
    storage_endpoint           = azurerm_storage_account.x.primary_blob_endpoint
    storage_account_access_key = azurerm_storage_account.x.primary_access_key
    retention_in_days          = 90
  }
}
resource "azurerm_mssql_server" "pass_storage" {
  name = "e"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_storage" {
  server_id                  = azurerm_mssql_server.pass_storage.id
  storage_endpoint           = azurerm_storage_account.x.primary_blob_endpoint
  storage_account_access_key = azurerm_storage_account.x.primary_access_key
  retention_in_days          = 6
}
resource "azurerm_mssql_server" "pass_count" {
  count = 1
  name  = "f"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_count" {
  server_id              = azurerm_mssql_server.pass_count[0].id
  log_monitoring_enabled = true
}
