resource "azurerm_storage_account" "pass_set" {

  sas_policy {
    expiration_period = "90.00:00:00"
    expiration_action = "Log"
  }
}
resource "azurerm_storage_account" "pass_set2" {

  sas_policy {
    expiration_period = "1.12:05:06"
  }
}
resource "azurerm_storage_account" "fail_absent" {

}
