resource "azurerm_cdn_endpoint" "pass_is_https_allowed" {
  is_https_allowed = true
}
resource "azurerm_cdn_endpoint" "fail_is_https_allowed" {
  is_https_allowed = false
}
resource "azurerm_cdn_endpoint" "pass_is_https_allowed_string" {
  is_https_allowed = "true"
}
resource "azurerm_cdn_endpoint" "fail_is_https_allowed_string" {
  is_https_allowed = "false"
}
variable "nothing" {
}
resource "azurerm_cdn_endpoint" "unknown_is_https_allowed" {
  is_https_allowed = var.nothing
}
resource "azurerm_cdn_endpoint" "pass_is_https_allowed_null" {
  is_https_allowed = null
}
resource "azurerm_cdn_endpoint" "pass_absent" {

}
