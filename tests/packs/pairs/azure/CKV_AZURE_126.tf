resource "azurerm_service_fabric_cluster" "pass_set" {

  azure_active_directory {
    tenant_id              = "t"
    cluster_application_id = "c"
    client_application_id  = "d"
  }
}
resource "azurerm_service_fabric_cluster" "fail_absent" {

}
