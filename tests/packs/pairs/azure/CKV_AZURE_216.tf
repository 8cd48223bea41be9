resource "azurerm_firewall" "pass_threat_intel_mode" {
  threat_intel_mode = "Deny"
}
resource "azurerm_firewall" "fail_threat_intel_mode" {
  threat_intel_mode = "Alert"
}
resource "azurerm_firewall" "fail_threat_intel_mode2" {
  threat_intel_mode = "Off"
}
resource "azurerm_firewall" "fail_absent" {

}
