resource "azurerm_kusto_cluster" "pass_rel" {
  name = "a"
}
resource "azurerm_kusto_cluster_customer_managed_key" "aux_kusto_cluster" {
  cluster_id   = azurerm_kusto_cluster.pass_rel.id
  key_vault_id = "v"
  key_name     = "k"
  key_version  = "1"
}
resource "azurerm_kusto_cluster" "fail_alone" {
  name = "a"
}
resource "azurerm_kusto_cluster" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_kusto_cluster_customer_managed_key" "aux_counted_kusto_cluster" {
  cluster_id   = azurerm_kusto_cluster.pass_counted[0].id
  key_vault_id = "v"
  key_name     = "k"
  key_version  = "1"
}
