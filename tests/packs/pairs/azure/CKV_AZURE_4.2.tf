terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 2.40"
    }
  }
}
resource "azurerm_kubernetes_cluster" "pass_x" {
  addon_profile {
    oms_agent {
      enabled                    = true
      log_analytics_workspace_id = "ws"
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  addon_profile {
    oms_agent {
      enabled = false
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_x2" {
  name = "a"
}
