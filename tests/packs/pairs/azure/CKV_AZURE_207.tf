resource "azurerm_search_service" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_search_service" "fail_absent" {

}
