terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 2.40"
    }
  }
}
resource "azurerm_kubernetes_cluster" "pass_enabled" {
  role_based_access_control {
    enabled = true
  }
}
resource "azurerm_kubernetes_cluster" "fail_enabled" {
  role_based_access_control {
    enabled = false
  }
}
resource "azurerm_kubernetes_cluster" "pass_enabled_string" {
  role_based_access_control {
    enabled = "true"
  }
}
resource "azurerm_kubernetes_cluster" "fail_enabled_string" {
  role_based_access_control {
    enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_enabled" {
  role_based_access_control {
    enabled = var.nothing
  }
}
