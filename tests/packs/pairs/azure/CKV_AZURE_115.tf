resource "azurerm_kubernetes_cluster" "pass_private_cluster_enabled" {
  private_cluster_enabled = true
}
resource "azurerm_kubernetes_cluster" "fail_private_cluster_enabled" {
  private_cluster_enabled = false
}
resource "azurerm_kubernetes_cluster" "pass_private_cluster_enabled_string" {
  private_cluster_enabled = "true"
}
resource "azurerm_kubernetes_cluster" "fail_private_cluster_enabled_string" {
  private_cluster_enabled = "false"
}
variable "vtrue" {
  default = true
}
variable "vfalse" {
  default = false
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "pass_private_cluster_enabled_var" {
  private_cluster_enabled = var.vtrue
}
resource "azurerm_kubernetes_cluster" "fail_private_cluster_enabled_var" {
  private_cluster_enabled = var.vfalse
}
resource "azurerm_kubernetes_cluster" "unknown_private_cluster_enabled" {
  private_cluster_enabled = var.nothing
}
resource "azurerm_kubernetes_cluster" "fail_private_cluster_enabled_null" {
  private_cluster_enabled = null
}
resource "azurerm_kubernetes_cluster" "fail_absent" {

}
