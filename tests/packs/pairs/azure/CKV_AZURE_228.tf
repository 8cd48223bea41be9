resource "azurerm_eventhub_namespace" "pass_zone_redundant" {
  zone_redundant = true
}
resource "azurerm_eventhub_namespace" "fail_zone_redundant" {
  zone_redundant = false
}
resource "azurerm_eventhub_namespace" "left_version_too" {
  name = "a"
}
