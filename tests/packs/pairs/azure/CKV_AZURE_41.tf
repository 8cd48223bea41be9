resource "azurerm_key_vault_secret" "pass_set" {

  expiration_date = "2030-12-30T20:00:00Z"
}
resource "azurerm_key_vault_secret" "pass_set2" {

  expiration_date = timeadd(timestamp(), "8760h")
}
resource "azurerm_key_vault_secret" "unknown_undeclared" {

  expiration_date = time_offset.x.rfc3339
}
resource "azurerm_key_vault_secret" "fail_set" {

  expiration_date = null
}
resource "azurerm_key_vault_secret" "fail_absent" {

}
