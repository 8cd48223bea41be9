terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.0"
    }
  }
}
resource "azurerm_kusto_cluster" "pass_disk_encryption_enabled" {
  disk_encryption_enabled = true
}
resource "azurerm_kusto_cluster" "fail_disk_encryption_enabled" {
  disk_encryption_enabled = false
}
resource "azurerm_kusto_cluster" "pass_disk_encryption_enabled_string" {
  disk_encryption_enabled = "true"
}
resource "azurerm_kusto_cluster" "fail_disk_encryption_enabled_string" {
  disk_encryption_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_kusto_cluster" "unknown_disk_encryption_enabled" {
  disk_encryption_enabled = var.nothing
}
resource "azurerm_kusto_cluster" "fail_disk_encryption_enabled_null" {
  disk_encryption_enabled = null
}
resource "azurerm_kusto_cluster" "fail_absent" {

}
