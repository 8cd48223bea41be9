terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "4.20.0"
    }
  }
}
resource "azurerm_redis_cache" "pass_minimum_tls_version" {
  minimum_tls_version = "1.2"
}
resource "azurerm_redis_cache" "fail_minimum_tls_version" {
  minimum_tls_version = "1.0"
}
resource "azurerm_redis_cache" "pass_absent" {

}
