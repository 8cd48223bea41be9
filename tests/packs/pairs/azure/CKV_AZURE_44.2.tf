terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 2.40"
    }
  }
}
resource "azurerm_storage_account" "pass_min_tls_version" {
  min_tls_version = "TLS1_2"
}
resource "azurerm_storage_account" "fail_min_tls_version" {
  min_tls_version = "TLS1_0"
}
resource "azurerm_storage_account" "fail_min_tls_version2" {
  min_tls_version = "TLS1_1"
}
resource "azurerm_storage_account" "fail_min_tls_version_each" {

  for_each        = toset(["a"])
  min_tls_version = "TLS1_0"
}
