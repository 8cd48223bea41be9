resource "azurerm_cdn_endpoint" "pass_is_http_allowed" {
  is_http_allowed = false
}
resource "azurerm_cdn_endpoint" "fail_is_http_allowed" {
  is_http_allowed = true
}
resource "azurerm_cdn_endpoint" "pass_is_http_allowed_string" {
  is_http_allowed = "false"
}
resource "azurerm_cdn_endpoint" "fail_is_http_allowed_string" {
  is_http_allowed = "true"
}
variable "nothing" {
}
resource "azurerm_cdn_endpoint" "unknown_is_http_allowed" {
  is_http_allowed = var.nothing
}
resource "azurerm_cdn_endpoint" "fail_is_http_allowed_null" {
  is_http_allowed = null
}
resource "azurerm_cdn_endpoint" "fail_absent" {

}
