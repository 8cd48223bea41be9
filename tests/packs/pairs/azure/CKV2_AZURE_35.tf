resource "azurerm_recovery_services_vault" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_recovery_services_vault" "fail_absent" {

}
