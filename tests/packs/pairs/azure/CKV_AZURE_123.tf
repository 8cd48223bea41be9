resource "azurerm_frontdoor_firewall_policy" "pass_x" {
  enabled = true
  mode    = "Prevention"
}
resource "azurerm_frontdoor_firewall_policy" "pass_x2" {
  enabled = true
  mode    = "Detection"
}
resource "azurerm_frontdoor_firewall_policy" "pass_x3" {
  mode = "Detection"
}
resource "azurerm_frontdoor_firewall_policy" "fail_x" {
  enabled = false
  mode    = "Detection"
}
resource "azurerm_frontdoor_firewall_policy" "fail_x2" {
  enabled = "false"
  mode    = "Prevention"
}
resource "azurerm_frontdoor_firewall_policy" "pass_x_too" {
  name = "a"
}
