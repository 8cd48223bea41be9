terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "3.80.0"
    }
  }
}
resource "azurerm_storage_account" "pass_enable_https_traffic_only" {
  enable_https_traffic_only = true
}
resource "azurerm_storage_account" "fail_enable_https_traffic_only" {
  enable_https_traffic_only = false
}
resource "azurerm_storage_account" "pass_absent" {

}
