resource "azurerm_firewall_policy" "pass_x" {
  intrusion_detection {
    mode = "Deny"
  }
}
resource "azurerm_firewall_policy" "fail_x" {
  intrusion_detection {
    mode = "Alert"
  }
}
resource "azurerm_firewall_policy" "fail_x2" {
  intrusion_detection {
    mode = "Off"
  }
}
resource "azurerm_firewall_policy" "fail_x3" {
  name = "a"
}
