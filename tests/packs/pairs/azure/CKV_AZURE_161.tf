resource "azurerm_spring_cloud_api_portal" "pass_https_only_enabled" {
  https_only_enabled = true
}
resource "azurerm_spring_cloud_api_portal" "fail_https_only_enabled" {
  https_only_enabled = false
}
resource "azurerm_spring_cloud_api_portal" "pass_https_only_enabled_string" {
  https_only_enabled = "true"
}
resource "azurerm_spring_cloud_api_portal" "fail_https_only_enabled_string" {
  https_only_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_spring_cloud_api_portal" "unknown_https_only_enabled" {
  https_only_enabled = var.nothing
}
resource "azurerm_spring_cloud_api_portal" "fail_https_only_enabled_null" {
  https_only_enabled = null
}
resource "azurerm_spring_cloud_api_portal" "fail_absent" {

}
