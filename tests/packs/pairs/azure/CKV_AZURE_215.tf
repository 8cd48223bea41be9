resource "azurerm_api_management_backend" "pass_url" {
  url = "https://backend.example.com/api"
}
resource "azurerm_api_management_backend" "fail_url" {
  url = "http://backend.example.com/api"
}
resource "azurerm_api_management_backend" "pass_x" {
  url = "HTTPS://x.y"
}
resource "azurerm_api_management_backend" "fail_x" {
  url = "http://${var.host}"
}
variable "host" {
  default = "x"
}
