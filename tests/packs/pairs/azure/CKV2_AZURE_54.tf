resource "azurerm_synapse_sql_pool" "pass_rel" {
  name = "a"
}
resource "azurerm_synapse_sql_pool_extended_auditing_policy" "aux_synapse_sql_pool" {
  sql_pool_id            = azurerm_synapse_sql_pool.pass_rel.id
  log_monitoring_enabled = true
}
resource "azurerm_synapse_sql_pool" "fail_alone" {
  name = "a"
}
resource "azurerm_synapse_sql_pool" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_synapse_sql_pool_extended_auditing_policy" "aux_counted_synapse_sql_pool" {
  sql_pool_id            = azurerm_synapse_sql_pool.pass_counted[0].id
  log_monitoring_enabled = true
}
resource "azurerm_synapse_sql_pool" "pass_default" {
  name = "c"
}
resource "azurerm_synapse_sql_pool_extended_auditing_policy" "aux_default" {
  sql_pool_id = azurerm_synapse_sql_pool.pass_default.id
}
resource "azurerm_synapse_sql_pool" "fail_off" {
  name = "d"
}
resource "azurerm_synapse_sql_pool_extended_auditing_policy" "aux_off" {
  sql_pool_id            = azurerm_synapse_sql_pool.fail_off.id
  log_monitoring_enabled = false
}
