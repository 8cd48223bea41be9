resource "azurerm_kubernetes_cluster" "pass_x" {
  network_profile {
    network_plugin = "azure"
    network_policy = "azure"
  }
}
resource "azurerm_kubernetes_cluster" "pass_x2" {
  network_profile {
    network_plugin = "kubenet"
    network_policy = "calico"
  }
}
resource "azurerm_kubernetes_cluster" "pass_x3" {
  network_profile {
    network_plugin     = "azure"
    network_policy     = "cilium"
    network_data_plane = "cilium"
  }
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  name = "a"
}
resource "azurerm_kubernetes_cluster" "fail_x2" {
  network_profile {
    network_plugin = "azure"
  }
}
resource "azurerm_kubernetes_cluster" "fail_x3" {
  network_profile {
    network_plugin = "kubenet"
    network_policy = null
  }
}
