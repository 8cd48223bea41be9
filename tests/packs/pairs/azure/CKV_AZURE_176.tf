resource "azurerm_web_pubsub" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_web_pubsub" "fail_absent" {

}
