resource "azurerm_firewall" "pass_set" {

  firewall_policy_id = "p"
}
resource "azurerm_firewall" "pass_set2" {

  firewall_policy_id = azurerm_firewall_policy.x.id
}
resource "azurerm_firewall" "fail_absent" {

}
