resource "azurerm_batch_account" "pass_set" {

  encryption {
    key_vault_key_id = "k"
  }
}
resource "azurerm_batch_account" "stricter_vault_of_pools" {

  key_vault_reference {
    id  = "test"
    url = "https://test.com"
  }
}
resource "azurerm_batch_account" "fail_absent" {

}
