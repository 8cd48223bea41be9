resource "azurerm_kubernetes_cluster" "pass_set" {

  disk_encryption_set_id = "des"
}
resource "azurerm_kubernetes_cluster" "pass_set2" {

  disk_encryption_set_id = azurerm_disk_encryption_set.x.id
}
resource "azurerm_kubernetes_cluster" "fail_set" {

  disk_encryption_set_id = null
}
resource "azurerm_kubernetes_cluster" "fail_absent" {

}
