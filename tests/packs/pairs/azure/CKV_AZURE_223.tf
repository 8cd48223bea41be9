resource "azurerm_eventhub_namespace" "pass_minimum_tls_version" {
  minimum_tls_version = "1.2"
}
resource "azurerm_eventhub_namespace" "fail_minimum_tls_version" {
  minimum_tls_version = "1.0"
}
resource "azurerm_eventhub_namespace" "fail_minimum_tls_version2" {
  minimum_tls_version = "1.1"
}
resource "azurerm_eventhub_namespace" "pass_absent" {

}
