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
    azure_policy {
      enabled = true
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_enabled" {
  addon_profile {
    azure_policy {
      enabled = false
    }
  }
}
resource "azurerm_kubernetes_cluster" "pass_enabled_string" {
  addon_profile {
    azure_policy {
      enabled = "true"
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_enabled_string" {
  addon_profile {
    azure_policy {
      enabled = "false"
    }
  }
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_enabled" {
  addon_profile {
    azure_policy {
      enabled = var.nothing
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_enabled_null" {
  addon_profile {
    azure_policy {
      enabled = null
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_absent" {

}
resource "azurerm_kubernetes_cluster" "fail_enabled_empty" {
  addon_profile {
    azure_policy {
    }
  }
}
