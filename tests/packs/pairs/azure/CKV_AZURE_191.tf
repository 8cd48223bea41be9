resource "azurerm_eventgrid_topic" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_eventgrid_topic" "pass_set2" {

  identity {
    type         = "UserAssigned"
    identity_ids = ["a"]
  }
}
resource "azurerm_eventgrid_topic" "fail_absent" {

}
