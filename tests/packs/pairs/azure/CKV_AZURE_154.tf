resource "azurerm_app_service_slot" "pass_min_tls_version" {
  site_config {
    min_tls_version = "1.2"
  }
}
resource "azurerm_app_service_slot" "fail_min_tls_version" {
  site_config {
    min_tls_version = "1.0"
  }
}
resource "azurerm_app_service_slot" "fail_min_tls_version2" {
  site_config {
    min_tls_version = "1.1"
  }
}
resource "azurerm_app_service_slot" "pass_absent" {

}
