terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 2.40"
    }
  }
}
resource "azurerm_storage_account" "pass_allow_blob_public_access" {
  allow_blob_public_access = false
}
resource "azurerm_storage_account" "fail_allow_blob_public_access" {
  allow_blob_public_access = true
}
resource "azurerm_storage_account" "pass_absent" {

}
