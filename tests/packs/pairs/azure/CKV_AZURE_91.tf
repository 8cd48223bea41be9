resource "azurerm_redis_cache" "pass_enable_non_ssl_port" {
  enable_non_ssl_port = false
}
resource "azurerm_redis_cache" "fail_enable_non_ssl_port" {
  enable_non_ssl_port = true
}
resource "azurerm_redis_cache" "pass_enable_non_ssl_port_string" {
  enable_non_ssl_port = "false"
}
resource "azurerm_redis_cache" "fail_enable_non_ssl_port_string" {
  enable_non_ssl_port = "true"
}
variable "nothing" {
}
resource "azurerm_redis_cache" "unknown_enable_non_ssl_port" {
  enable_non_ssl_port = var.nothing
}
resource "azurerm_redis_cache" "pass_enable_non_ssl_port_null" {
  enable_non_ssl_port = null
}
resource "azurerm_redis_cache" "pass_absent" {

}
resource "azurerm_redis_cache" "pass_non_ssl_port_enabled" {
  non_ssl_port_enabled = false
}
resource "azurerm_redis_cache" "fail_non_ssl_port_enabled" {
  non_ssl_port_enabled = true
}
resource "azurerm_redis_cache" "pass_absent2" {

}
