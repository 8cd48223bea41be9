resource "azurerm_eventgrid_domain" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_eventgrid_domain" "pass_set2" {

  identity {
    type         = "UserAssigned"
    identity_ids = ["a"]
  }
}
resource "azurerm_eventgrid_domain" "fail_absent" {

}
