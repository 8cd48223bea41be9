resource "azurerm_mssql_server" "pass_assessed" {
  name = "a"
}
resource "azurerm_mssql_server_security_alert_policy" "policy" {
  resource_group_name        = "rg"
  server_name                = azurerm_mssql_server.pass_assessed.name
  state                      = "Enabled"
  storage_endpoint           = azurerm_storage_account.x.primary_blob_endpoint
  storage_account_access_key = azurerm_storage_account.x.primary_access_key
}
resource "azurerm_mssql_server_vulnerability_assessment" "assessment" {
  server_security_alert_policy_id = azurerm_mssql_server_security_alert_policy.policy.id
  storage_container_path          = "https://x.blob.core.windows.net/va/"
  storage_account_access_key      = azurerm_storage_account.x.primary_access_key
}
resource "azurerm_storage_account" "x" {
  name = "s"
}
