resource "azurerm_app_configuration" "pass_sku" {
  sku = "standard"
}
resource "azurerm_app_configuration" "fail_sku" {
  sku = "free"
}
resource "azurerm_app_configuration" "fail_absent" {

}
resource "azurerm_app_configuration" "pass_x_too" {
  sku = "premium"
}
resource "azurerm_app_configuration" "fail_x_too" {
  sku = "developer"
}
