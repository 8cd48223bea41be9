resource "azurerm_machine_learning_compute_cluster" "pass_local_auth_enabled" {
  local_auth_enabled = false
}
resource "azurerm_machine_learning_compute_cluster" "fail_local_auth_enabled" {
  local_auth_enabled = true
}
resource "azurerm_machine_learning_compute_cluster" "pass_local_auth_enabled_string" {
  local_auth_enabled = "false"
}
resource "azurerm_machine_learning_compute_cluster" "fail_local_auth_enabled_string" {
  local_auth_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_machine_learning_compute_cluster" "unknown_local_auth_enabled" {
  local_auth_enabled = var.nothing
}
resource "azurerm_machine_learning_compute_cluster" "fail_local_auth_enabled_null" {
  local_auth_enabled = null
}
resource "azurerm_machine_learning_compute_cluster" "fail_absent" {

}
