resource "azurerm_automation_account" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_automation_account" "pass_set2" {

  identity {
    type         = "UserAssigned"
    identity_ids = ["i"]
  }
}
resource "azurerm_automation_account" "fail_absent" {

}
