resource "azurerm_servicebus_namespace" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_servicebus_namespace" "fail_absent" {

}
