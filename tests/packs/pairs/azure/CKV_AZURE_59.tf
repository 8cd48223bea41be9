resource "azurerm_storage_account" "pass_x" {
  public_network_access_enabled   = false
  allow_nested_items_to_be_public = false
}
resource "azurerm_storage_account" "pass_x2" {
  public_network_access_enabled   = "false"
  allow_nested_items_to_be_public = "false"
}
resource "azurerm_storage_account" "fail_x" {
  name = "a"
}
resource "azurerm_storage_account" "fail_x2" {
  public_network_access_enabled   = true
  allow_nested_items_to_be_public = true
}
resource "azurerm_storage_account" "fail_x_too" {
  public_network_access_enabled = true
  network_rules {
    default_action = "Deny"
  }
}
resource "azurerm_storage_account" "pass_x_too" {
  public_network_access_enabled = false
}
resource "azurerm_storage_account" "pass_x2_too" {
  public_network_access = "Disabled"
}
