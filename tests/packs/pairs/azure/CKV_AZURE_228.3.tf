terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.0"
    }
  }
}
resource "azurerm_eventhub_namespace" "pass_zone_redundant" {
  zone_redundant = true
}
resource "azurerm_eventhub_namespace" "fail_zone_redundant" {
  zone_redundant = false
}
resource "azurerm_eventhub_namespace" "pass_zone_redundant_string" {
  zone_redundant = "true"
}
resource "azurerm_eventhub_namespace" "fail_zone_redundant_string" {
  zone_redundant = "false"
}
variable "nothing" {
}
resource "azurerm_eventhub_namespace" "unknown_zone_redundant" {
  zone_redundant = var.nothing
}
resource "azurerm_eventhub_namespace" "fail_zone_redundant_null" {
  zone_redundant = null
}
resource "azurerm_eventhub_namespace" "fail_absent" {

}
