resource "azurerm_kubernetes_cluster" "pass_azure_policy_enabled" {
  azure_policy_enabled = true
}
resource "azurerm_kubernetes_cluster" "fail_azure_policy_enabled" {
  azure_policy_enabled = false
}
resource "azurerm_kubernetes_cluster" "pass_azure_policy_enabled_string" {
  azure_policy_enabled = "true"
}
resource "azurerm_kubernetes_cluster" "fail_azure_policy_enabled_string" {
  azure_policy_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_azure_policy_enabled" {
  azure_policy_enabled = var.nothing
}
resource "azurerm_kubernetes_cluster" "fail_azure_policy_enabled_null" {
  azure_policy_enabled = null
}
resource "azurerm_kubernetes_cluster" "fail_absent" {

}
resource "azurerm_kubernetes_cluster" "pass_x" {
  addon_profile {
    azure_policy {
      enabled = true
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  addon_profile {
    azure_policy {
      enabled = false
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_x2" {
  addon_profile {
    oms_agent {
      enabled = true
    }
  }
}
