resource "azurerm_kubernetes_cluster" "pass_role_based_access_control_enabled" {
  role_based_access_control_enabled = true
}
resource "azurerm_kubernetes_cluster" "fail_role_based_access_control_enabled" {
  role_based_access_control_enabled = false
}
resource "azurerm_kubernetes_cluster" "pass_role_based_access_control_enabled_string" {
  role_based_access_control_enabled = "true"
}
resource "azurerm_kubernetes_cluster" "fail_role_based_access_control_enabled_string" {
  role_based_access_control_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_role_based_access_control_enabled" {
  role_based_access_control_enabled = var.nothing
}
resource "azurerm_kubernetes_cluster" "pass_role_based_access_control_enabled_null" {
  role_based_access_control_enabled = null
}
resource "azurerm_kubernetes_cluster" "pass_absent" {

}
resource "azurerm_kubernetes_cluster" "pass_x" {
  role_based_access_control {
    enabled = true
  }
}
resource "azurerm_kubernetes_cluster" "pass_x2" {
  role_based_access_control {
    enabled = "true"
  }
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  role_based_access_control {
    enabled = false
  }
}
