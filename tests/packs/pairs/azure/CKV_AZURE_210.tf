resource "azurerm_search_service" "pass_x" {
  allowed_ips = ["10.0.0.0/24"]
}
resource "azurerm_search_service" "pass_x2" {
  allowed_ips = ["203.0.113.7"]
}
resource "azurerm_search_service" "pass_x3" {
  public_network_access_enabled = false
}
resource "azurerm_search_service" "fail_x" {
  allowed_ips = ["0.0.0.0/0"]
}
resource "azurerm_search_service" "fail_x2" {
  allowed_ips = ["10.0.0.0/24", "0.0.0.0/0"]
}
resource "azurerm_search_service" "fail_x3_too" {
  allowed_ips = ["0.0.0.0"]
}
