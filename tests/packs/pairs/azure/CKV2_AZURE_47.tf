resource "azurerm_storage_account" "pass_allow_nested_items_to_be_public" {
  allow_nested_items_to_be_public = false
}
resource "azurerm_storage_account" "fail_allow_nested_items_to_be_public" {
  allow_nested_items_to_be_public = true
}
resource "azurerm_storage_account" "pass_allow_nested_items_to_be_public_string" {
  allow_nested_items_to_be_public = "false"
}
resource "azurerm_storage_account" "fail_allow_nested_items_to_be_public_string" {
  allow_nested_items_to_be_public = "true"
}
variable "nothing" {
}
resource "azurerm_storage_account" "unknown_allow_nested_items_to_be_public" {
  allow_nested_items_to_be_public = var.nothing
}
resource "azurerm_storage_account" "unknown_version_too" {
  name = "a"
}
