resource "azurerm_kubernetes_cluster" "pass_local_account_disabled" {
  local_account_disabled = true
}
resource "azurerm_kubernetes_cluster" "fail_local_account_disabled" {
  local_account_disabled = false
}
resource "azurerm_kubernetes_cluster" "pass_local_account_disabled_string" {
  local_account_disabled = "true"
}
resource "azurerm_kubernetes_cluster" "fail_local_account_disabled_string" {
  local_account_disabled = "false"
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_local_account_disabled" {
  local_account_disabled = var.nothing
}
resource "azurerm_kubernetes_cluster" "fail_local_account_disabled_null" {
  local_account_disabled = null
}
resource "azurerm_kubernetes_cluster" "fail_absent" {

}
