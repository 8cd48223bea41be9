terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.0"
    }
  }
}
resource "azurerm_storage_account" "pass_allow_nested_items_to_be_public" {
  allow_nested_items_to_be_public = false
}
resource "azurerm_storage_account" "fail_allow_nested_items_to_be_public" {
  allow_nested_items_to_be_public = true
}
resource "azurerm_storage_account" "pass_absent" {

}
