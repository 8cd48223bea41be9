resource "azurerm_synapse_workspace" "fail_with" {
  name = "b"
}
resource "azurerm_synapse_firewall_rule" "rule" {
  name                 = "AllowAll"
  synapse_workspace_id = azurerm_synapse_workspace.fail_with.id
  start_ip_address     = "203.0.113.4"
  end_ip_address       = "203.0.113.9"
}
