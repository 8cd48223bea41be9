resource "azurerm_kubernetes_cluster" "pass_only_critical_addons_enabled" {
  default_node_pool {
    only_critical_addons_enabled = true
  }
}
resource "azurerm_kubernetes_cluster" "fail_only_critical_addons_enabled" {
  default_node_pool {
    only_critical_addons_enabled = false
  }
}
resource "azurerm_kubernetes_cluster" "pass_only_critical_addons_enabled_string" {
  default_node_pool {
    only_critical_addons_enabled = "true"
  }
}
resource "azurerm_kubernetes_cluster" "fail_only_critical_addons_enabled_string" {
  default_node_pool {
    only_critical_addons_enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_only_critical_addons_enabled" {
  default_node_pool {
    only_critical_addons_enabled = var.nothing
  }
}
resource "azurerm_kubernetes_cluster" "fail_only_critical_addons_enabled_null" {
  default_node_pool {
    only_critical_addons_enabled = null
  }
}
resource "azurerm_kubernetes_cluster" "fail_absent" {

}
resource "azurerm_kubernetes_cluster" "fail_only_critical_addons_enabled_empty" {
  default_node_pool {
  }
}
