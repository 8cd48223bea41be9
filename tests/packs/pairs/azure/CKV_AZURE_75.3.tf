terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.0"
    }
  }
}
resource "azurerm_kusto_cluster" "pass_double_encryption_enabled" {
  double_encryption_enabled = true
}
resource "azurerm_kusto_cluster" "fail_double_encryption_enabled" {
  double_encryption_enabled = false
}
resource "azurerm_kusto_cluster" "pass_double_encryption_enabled_string" {
  double_encryption_enabled = "true"
}
resource "azurerm_kusto_cluster" "fail_double_encryption_enabled_string" {
  double_encryption_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_kusto_cluster" "unknown_double_encryption_enabled" {
  double_encryption_enabled = var.nothing
}
resource "azurerm_kusto_cluster" "fail_double_encryption_enabled_null" {
  double_encryption_enabled = null
}
resource "azurerm_kusto_cluster" "fail_absent" {

}
