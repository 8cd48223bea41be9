resource "azurerm_storage_container" "pass_container_access_type" {
  container_access_type = "private"
}
resource "azurerm_storage_container" "fail_container_access_type" {
  container_access_type = "blob"
}
resource "azurerm_storage_container" "fail_container_access_type2" {
  container_access_type = "container"
}
resource "azurerm_storage_container" "pass_absent" {

}
