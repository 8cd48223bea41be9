terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.0"
    }
  }
}
resource "azurerm_container_registry" "pass_enabled" {
  sku = "Premium"
  retention_policy {
    enabled = true
  }
}
resource "azurerm_container_registry" "fail_enabled" {
  sku = "Premium"
  retention_policy {
    enabled = false
  }
}
resource "azurerm_container_registry" "pass_enabled_string" {
  sku = "Premium"
  retention_policy {
    enabled = "true"
  }
}
resource "azurerm_container_registry" "fail_enabled_string" {
  sku = "Premium"
  retention_policy {
    enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_container_registry" "unknown_enabled" {
  sku = "Premium"
  retention_policy {
    enabled = var.nothing
  }
}
