resource "azurerm_databricks_workspace" "fail_x" {
  sku = "standard"
}
