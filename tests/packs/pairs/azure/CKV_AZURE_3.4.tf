terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "4.20.0"
    }
  }
}
resource "azurerm_storage_account" "pass_https_traffic_only_enabled" {
  https_traffic_only_enabled = true
}
resource "azurerm_storage_account" "fail_https_traffic_only_enabled" {
  https_traffic_only_enabled = false
}
resource "azurerm_storage_account" "pass_absent" {

}
