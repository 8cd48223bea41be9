resource "azurerm_security_center_subscription_pricing" "pass_x" {
  tier          = "Standard"
  resource_type = "ContainerRegistry"
}
resource "azurerm_security_center_subscription_pricing" "fail_x" {
  tier          = "Free"
  resource_type = "ContainerRegistry"
}
resource "azurerm_security_center_subscription_pricing" "pass_other_x" {
  tier          = "Standard"
  resource_type = "Dns"
}
resource "azurerm_security_center_subscription_pricing" "stricter_other_plan" {
  tier          = "Free"
  resource_type = "OpenSourceRelationalDatabases"
}
