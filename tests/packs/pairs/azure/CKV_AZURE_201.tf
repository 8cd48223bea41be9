resource "azurerm_servicebus_namespace" "pass_set" {

  customer_managed_key {
    key_vault_key_id = "k"
    identity_id      = "i"
  }
}
resource "azurerm_servicebus_namespace" "fail_absent" {

}
