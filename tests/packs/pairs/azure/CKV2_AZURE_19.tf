resource "azurerm_synapse_workspace" "pass_none" {
  name = "a"
}
resource "azurerm_synapse_workspace" "fail_with" {
  name = "b"
}
resource "azurerm_synapse_firewall_rule" "rule" {
  synapse_workspace_id = azurerm_synapse_workspace.fail_with.id
  start_ip_address     = "0.0.0.0"
  end_ip_address       = "255.255.255.255"
}
