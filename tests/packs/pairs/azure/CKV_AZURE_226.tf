resource "azurerm_kubernetes_cluster" "pass_os_disk_type" {
  default_node_pool {
    os_disk_type = "Ephemeral"
  }
}
resource "azurerm_kubernetes_cluster" "fail_os_disk_type" {
  default_node_pool {
    os_disk_type = "Managed"
  }
}
resource "azurerm_kubernetes_cluster" "fail_absent" {

}
