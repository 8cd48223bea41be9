resource "azurerm_kubernetes_cluster" "pass_enable_host_encryption" {
  default_node_pool {
    enable_host_encryption = true
  }
}
resource "azurerm_kubernetes_cluster" "fail_enable_host_encryption" {
  default_node_pool {
    enable_host_encryption = false
  }
}
resource "azurerm_kubernetes_cluster_node_pool" "pass_enable_host_encryption" {
  enable_host_encryption = true
}
resource "azurerm_kubernetes_cluster_node_pool" "fail_enable_host_encryption" {
  enable_host_encryption = false
}
resource "azurerm_kubernetes_cluster_node_pool" "fail_absent" {

}
resource "azurerm_kubernetes_cluster" "pass_host_encryption_enabled" {
  default_node_pool {
    host_encryption_enabled = true
  }
}
resource "azurerm_kubernetes_cluster" "fail_host_encryption_enabled" {
  default_node_pool {
    host_encryption_enabled = false
  }
}
resource "azurerm_kubernetes_cluster" "pass_host_encryption_enabled_string" {
  default_node_pool {
    host_encryption_enabled = "true"
  }
}
resource "azurerm_kubernetes_cluster" "fail_host_encryption_enabled_string" {
  default_node_pool {
    host_encryption_enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_host_encryption_enabled" {
  default_node_pool {
    host_encryption_enabled = var.nothing
  }
}
resource "azurerm_kubernetes_cluster_node_pool" "pass_host_encryption_enabled" {
  host_encryption_enabled = true
}
resource "azurerm_kubernetes_cluster_node_pool" "fail_host_encryption_enabled" {
  host_encryption_enabled = false
}
resource "azurerm_kubernetes_cluster_node_pool" "pass_host_encryption_enabled_string" {
  host_encryption_enabled = "true"
}
resource "azurerm_kubernetes_cluster_node_pool" "fail_host_encryption_enabled_string" {
  host_encryption_enabled = "false"
}
resource "azurerm_kubernetes_cluster_node_pool" "unknown_host_encryption_enabled" {
  host_encryption_enabled = var.nothing
}
resource "azurerm_kubernetes_cluster_node_pool" "fail_host_encryption_enabled_null" {
  host_encryption_enabled = null
}
resource "azurerm_kubernetes_cluster_node_pool" "fail_absent2" {

}
resource "azurerm_kubernetes_cluster" "fail_x" {
  default_node_pool {
    name = "d"
  }
}
