resource "azurerm_kubernetes_cluster" "pass_x" {
  network_profile {
    network_plugin = "azure"
  }
}
resource "azurerm_kubernetes_cluster" "pass_x2" {
  network_profile {
    network_plugin = "azure"
    network_policy = "calico"
  }
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  network_profile {
    network_plugin = "kubenet"
  }
}
resource "azurerm_kubernetes_cluster" "fail_x2" {
  name = "a"
}
