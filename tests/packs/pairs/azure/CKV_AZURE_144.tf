resource "azurerm_machine_learning_workspace" "pass_public_network_access_enabled" {
  public_network_access_enabled = false
}
resource "azurerm_machine_learning_workspace" "fail_public_network_access_enabled" {
  public_network_access_enabled = true
}
resource "azurerm_machine_learning_workspace" "pass_public_network_access_enabled_string" {
  public_network_access_enabled = "false"
}
resource "azurerm_machine_learning_workspace" "fail_public_network_access_enabled_string" {
  public_network_access_enabled = "true"
}
variable "vfalse" {
  default = false
}
variable "vtrue" {
  default = true
}
variable "nothing" {
}
resource "azurerm_machine_learning_workspace" "pass_public_network_access_enabled_var" {
  public_network_access_enabled = var.vfalse
}
resource "azurerm_machine_learning_workspace" "fail_public_network_access_enabled_var" {
  public_network_access_enabled = var.vtrue
}
resource "azurerm_machine_learning_workspace" "unknown_public_network_access_enabled" {
  public_network_access_enabled = var.nothing
}
resource "azurerm_machine_learning_workspace" "fail_public_network_access_enabled_null" {
  public_network_access_enabled = null
}
resource "azurerm_machine_learning_workspace" "fail_absent" {

}
