resource "azurerm_kubernetes_cluster" "pass_type" {
  default_node_pool {
    type = "VirtualMachineScaleSets"
  }
}
resource "azurerm_kubernetes_cluster" "fail_type" {
  default_node_pool {
    type = "AvailabilitySet"
  }
}
resource "azurerm_kubernetes_cluster" "pass_absent" {

}
resource "azurerm_kubernetes_cluster" "pass_x" {
  default_node_pool {
    name = "d"
  }
}
