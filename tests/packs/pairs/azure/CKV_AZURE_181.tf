resource "azurerm_kusto_cluster" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_kusto_cluster" "fail_absent" {

}
