resource "azurerm_cognitive_account" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_cognitive_account" "pass_set2" {

  identity {
    type         = "UserAssigned"
    identity_ids = ["a"]
  }
}
resource "azurerm_cognitive_account" "fail_absent" {

}
