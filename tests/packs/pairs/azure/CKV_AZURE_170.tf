resource "azurerm_kubernetes_cluster" "pass_sku_tier" {
  sku_tier = "Standard"
}
resource "azurerm_kubernetes_cluster" "pass_sku_tier2" {
  sku_tier = "Paid"
}
resource "azurerm_kubernetes_cluster" "pass_sku_tier3" {
  sku_tier = "Premium"
}
resource "azurerm_kubernetes_cluster" "fail_sku_tier" {
  sku_tier = "Free"
}
resource "azurerm_kubernetes_cluster" "fail_absent" {

}
