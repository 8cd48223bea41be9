resource "azurerm_cognitive_account" "pass_public_network_access_enabled" {
  public_network_access_enabled = false
}
resource "azurerm_cognitive_account" "fail_public_network_access_enabled" {
  public_network_access_enabled = true
}
resource "azurerm_cognitive_account" "pass_public_network_access_enabled_string" {
  public_network_access_enabled = "false"
}
resource "azurerm_cognitive_account" "fail_public_network_access_enabled_string" {
  public_network_access_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_cognitive_account" "unknown_public_network_access_enabled" {
  public_network_access_enabled = var.nothing
}
resource "azurerm_cognitive_account" "fail_public_network_access_enabled_null" {
  public_network_access_enabled = null
}
resource "azurerm_cognitive_account" "fail_absent" {

}
