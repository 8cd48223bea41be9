resource "azurerm_synapse_sql_pool" "fail_scans" {
  name = "a"
}
resource "azurerm_synapse_sql_pool_security_alert_policy" "p" {
  sql_pool_id  = azurerm_synapse_sql_pool.fail_scans.id
  policy_state = "Enabled"
}
resource "azurerm_synapse_sql_pool_vulnerability_assessment" "v" {
  sql_pool_security_alert_policy_id = azurerm_synapse_sql_pool_security_alert_policy.p.id
  storage_container_path            = "p"
  recurring_scans {
    enabled = false
  }
}
