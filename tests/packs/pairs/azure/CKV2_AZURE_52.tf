resource "azurerm_synapse_sql_pool" "pass_va" {
  name = "a"
}
resource "azurerm_synapse_sql_pool_security_alert_policy" "aux_p" {
  sql_pool_id  = azurerm_synapse_sql_pool.pass_va.id
  policy_state = "Enabled"
}
resource "azurerm_synapse_sql_pool_vulnerability_assessment" "aux_v" {
  sql_pool_security_alert_policy_id = azurerm_synapse_sql_pool_security_alert_policy.aux_p.id
  storage_container_path            = "p"
  recurring_scans {
    enabled = true
  }
}
resource "azurerm_synapse_sql_pool" "fail_nova" {
  name = "b"
}
resource "azurerm_synapse_sql_pool_security_alert_policy" "aux_q" {
  sql_pool_id  = azurerm_synapse_sql_pool.fail_nova.id
  policy_state = "Enabled"
}
resource "azurerm_synapse_sql_pool" "fail_alone" {
  name = "c"
}
