resource "azurerm_kubernetes_cluster" "pass_automatic_channel_upgrade" {
  automatic_channel_upgrade = "stable"
}
resource "azurerm_kubernetes_cluster" "pass_automatic_channel_upgrade2" {
  automatic_channel_upgrade = "patch"
}
resource "azurerm_kubernetes_cluster" "pass_automatic_channel_upgrade3" {
  automatic_channel_upgrade = "node-image"
}
resource "azurerm_kubernetes_cluster" "pass_automatic_channel_upgrade4" {
  automatic_channel_upgrade = "rapid"
}
resource "azurerm_kubernetes_cluster" "fail_automatic_channel_upgrade" {
  automatic_channel_upgrade = "none"
}
resource "azurerm_kubernetes_cluster" "pass_automatic_upgrade_channel" {
  automatic_upgrade_channel = "stable"
}
resource "azurerm_kubernetes_cluster" "pass_automatic_upgrade_channel2" {
  automatic_upgrade_channel = "patch"
}
resource "azurerm_kubernetes_cluster" "pass_automatic_upgrade_channel3" {
  automatic_upgrade_channel = "node-image"
}
resource "azurerm_kubernetes_cluster" "pass_automatic_upgrade_channel4" {
  automatic_upgrade_channel = "rapid"
}
resource "azurerm_kubernetes_cluster" "fail_automatic_upgrade_channel" {
  automatic_upgrade_channel = "none"
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  name = "a"
}
