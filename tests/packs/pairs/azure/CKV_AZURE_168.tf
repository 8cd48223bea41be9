resource "azurerm_kubernetes_cluster" "pass_x" {
  default_node_pool {
    max_pods = 50
  }
}
resource "azurerm_kubernetes_cluster" "pass_x2" {
  default_node_pool {
    max_pods = 51
  }
}
resource "azurerm_kubernetes_cluster" "pass_x3" {
  default_node_pool {
    max_pods = "110"
  }
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  default_node_pool {
    max_pods = 30
  }
}
resource "azurerm_kubernetes_cluster" "fail_x2" {
  default_node_pool {
    max_pods = 49
  }
}
resource "azurerm_kubernetes_cluster_node_pool" "pass_x" {
  max_pods = 50
}
resource "azurerm_kubernetes_cluster_node_pool" "pass_x2" {
  max_pods = 60
}
resource "azurerm_kubernetes_cluster_node_pool" "fail_x" {
  max_pods = 49
}
resource "azurerm_kubernetes_cluster_node_pool" "fail_x2" {
  max_pods = "10"
}
resource "azurerm_kubernetes_cluster" "fail_x_too" {
  name = "a"
  default_node_pool {
    name = "d"
  }
}
resource "azurerm_kubernetes_cluster_node_pool" "fail_x_too" {
  name = "a"
}
resource "azurerm_kubernetes_cluster" "fail_x2_too" {
  default_node_pool {
    name = "d"
  }
  network_profile {
    network_plugin = "azure"
  }
}
