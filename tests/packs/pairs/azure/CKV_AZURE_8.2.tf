terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 2.40"
    }
  }
}
resource "azurerm_kubernetes_cluster" "pass_enabled" {
  addon_profile {
    kube_dashboard {
      enabled = false
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_enabled" {
  addon_profile {
    kube_dashboard {
      enabled = true
    }
  }
}
resource "azurerm_kubernetes_cluster" "pass_enabled_string" {
  addon_profile {
    kube_dashboard {
      enabled = "false"
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_enabled_string" {
  addon_profile {
    kube_dashboard {
      enabled = "true"
    }
  }
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_enabled" {
  addon_profile {
    kube_dashboard {
      enabled = var.nothing
    }
  }
}
