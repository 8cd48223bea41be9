resource "azurerm_databricks_workspace" "pass_rel" {
  sku                          = "premium"
  customer_managed_key_enabled = true
}
resource "azurerm_databricks_workspace_root_dbfs_customer_managed_key" "aux_databricks_workspace" {
  workspace_id     = azurerm_databricks_workspace.pass_rel.id
  key_vault_key_id = "k"
}
resource "azurerm_databricks_workspace" "fail_alone" {
  sku                          = "premium"
  customer_managed_key_enabled = true
}
resource "azurerm_databricks_workspace" "pass_counted" {
  count                        = 1
  sku                          = "premium"
  customer_managed_key_enabled = true
}
resource "azurerm_databricks_workspace_root_dbfs_customer_managed_key" "aux_counted_databricks_workspace" {
  workspace_id     = azurerm_databricks_workspace.pass_counted[0].id
  key_vault_key_id = "k"
}
resource "azurerm_databricks_workspace" "fail_false_too" {
  sku                          = "premium"
  customer_managed_key_enabled = false
}
resource "azurerm_databricks_workspace" "fail_only_enabled_too" {
  sku                          = "premium"
  customer_managed_key_enabled = true
}
