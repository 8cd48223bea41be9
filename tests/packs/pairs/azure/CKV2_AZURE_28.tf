resource "azurerm_container_group" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_container_group" "pass_set2" {

  identity {
    type         = "UserAssigned"
    identity_ids = ["i"]
  }
}
resource "azurerm_container_group" "fail_absent" {

}
