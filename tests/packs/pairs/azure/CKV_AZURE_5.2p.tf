terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 2.99"
    }
  }
}

resource "azurerm_kubernetes_cluster" "pass_on" {
  role_based_access_control {
    enabled = true
  }
}

resource "azurerm_kubernetes_cluster" "fail_silent" {
  name = "silent"
}

resource "azurerm_kubernetes_cluster" "fail_off" {
  role_based_access_control {
    enabled = false
  }
}
