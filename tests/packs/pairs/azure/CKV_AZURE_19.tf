resource "azurerm_security_center_subscription_pricing" "pass_x" {
  tier = "Standard"
}
resource "azurerm_security_center_subscription_pricing" "pass_x2" {
  tier          = "Standard"
  resource_type = "AppServices"
}
resource "azurerm_security_center_subscription_pricing" "fail_x" {
  tier = "Free"
}
resource "azurerm_security_center_subscription_pricing" "fail_x2" {
  tier          = "Free"
  resource_type = "KeyVaults"
}
