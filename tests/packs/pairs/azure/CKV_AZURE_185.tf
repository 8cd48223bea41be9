resource "azurerm_app_configuration" "pass_public_network_access" {
  public_network_access = "Disabled"
}
resource "azurerm_app_configuration" "fail_public_network_access" {
  public_network_access = "Enabled"
}
resource "azurerm_app_configuration" "fail_absent" {

}
resource "azurerm_app_configuration" "fail_x_too" {
  sku = "standard"
}
