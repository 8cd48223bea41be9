resource "azurerm_web_pubsub" "pass_sku" {
  sku = "Standard_S1"
}
resource "azurerm_web_pubsub" "pass_sku2" {
  sku = "Premium_P1"
}
resource "azurerm_web_pubsub" "fail_sku" {
  sku = "Free_F1"
}
