resource "azurerm_synapse_sql_pool" "pass_rel" {
  name = "a"
}
resource "azurerm_synapse_sql_pool_security_alert_policy" "aux_synapse_sql_pool" {
  sql_pool_id  = azurerm_synapse_sql_pool.pass_rel.id
  policy_state = "Enabled"
}
resource "azurerm_synapse_sql_pool" "fail_alone" {
  name = "a"
}
resource "azurerm_synapse_sql_pool" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_synapse_sql_pool_security_alert_policy" "aux_counted_synapse_sql_pool" {
  sql_pool_id  = azurerm_synapse_sql_pool.pass_counted[0].id
  policy_state = "Enabled"
}
resource "azurerm_synapse_sql_pool" "fail_disabled" {
  name = "c"
}
resource "azurerm_synapse_sql_pool_security_alert_policy" "aux_disabled" {
  sql_pool_id  = azurerm_synapse_sql_pool.fail_disabled.id
  policy_state = "Disabled"
}
