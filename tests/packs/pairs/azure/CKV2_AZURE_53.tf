resource "azurerm_synapse_workspace" "pass_rel" {
  name = "a"
}
resource "azurerm_synapse_workspace_extended_auditing_policy" "aux_synapse_workspace" {
  synapse_workspace_id   = azurerm_synapse_workspace.pass_rel.id
  log_monitoring_enabled = true
}
resource "azurerm_synapse_workspace" "fail_alone" {
  name = "a"
}
resource "azurerm_synapse_workspace" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_synapse_workspace_extended_auditing_policy" "aux_counted_synapse_workspace" {
  synapse_workspace_id   = azurerm_synapse_workspace.pass_counted[0].id
  log_monitoring_enabled = true
}
