resource "azurerm_container_registry_webhook" "pass_x" {
  service_uri = "https://mywebhookreceiver.example/mytag"
}
resource "azurerm_container_registry_webhook" "fail_x" {
  service_uri = "http://mywebhookreceiver.example/mytag"
}
resource "azurerm_container_registry_webhook" "fail_x2" {
  service_uri = "HTTP://x.y/z"
}
