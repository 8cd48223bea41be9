resource "azurerm_storage_account" "pass_enable_https_traffic_only" {
  enable_https_traffic_only = true
}
resource "azurerm_storage_account" "fail_enable_https_traffic_only" {
  enable_https_traffic_only = false
}
resource "azurerm_storage_account" "pass_enable_https_traffic_only_string" {
  enable_https_traffic_only = "true"
}
resource "azurerm_storage_account" "fail_enable_https_traffic_only_string" {
  enable_https_traffic_only = "false"
}
variable "vtrue" {
  default = true
}
variable "vfalse" {
  default = false
}
variable "nothing" {
}
resource "azurerm_storage_account" "pass_enable_https_traffic_only_var" {
  enable_https_traffic_only = var.vtrue
}
resource "azurerm_storage_account" "fail_enable_https_traffic_only_var" {
  enable_https_traffic_only = var.vfalse
}
resource "azurerm_storage_account" "unknown_enable_https_traffic_only" {
  enable_https_traffic_only = var.nothing
}
resource "azurerm_storage_account" "pass_enable_https_traffic_only_null" {
  enable_https_traffic_only = null
}
resource "azurerm_storage_account" "pass_absent" {

}
resource "azurerm_storage_account" "pass_https_traffic_only_enabled" {
  https_traffic_only_enabled = true
}
resource "azurerm_storage_account" "fail_https_traffic_only_enabled" {
  https_traffic_only_enabled = false
}
resource "azurerm_storage_account" "fail_x_too" {
  https_traffic_only_enabled = false
}
