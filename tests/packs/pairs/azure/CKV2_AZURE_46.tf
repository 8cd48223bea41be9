resource "azurerm_synapse_workspace_security_alert_policy" "pass_policy" {
  synapse_workspace_id = "w"
  policy_state         = "Enabled"
}
resource "azurerm_synapse_workspace_vulnerability_assessment" "one" {
  workspace_security_alert_policy_id = azurerm_synapse_workspace_security_alert_policy.pass_policy.id
  storage_container_path             = "p"
  recurring_scans {
    enabled = true
  }
}
resource "azurerm_synapse_workspace_security_alert_policy" "fail_policy" {
  synapse_workspace_id = "w"
  policy_state         = "Enabled"
}
resource "azurerm_synapse_workspace_vulnerability_assessment" "two" {
  workspace_security_alert_policy_id = azurerm_synapse_workspace_security_alert_policy.fail_policy.id
  storage_container_path             = "p"
  recurring_scans {
    enabled = false
  }
}
resource "azurerm_synapse_workspace_security_alert_policy" "fail_policy2" {
  synapse_workspace_id = "w"
  policy_state         = "Enabled"
}
