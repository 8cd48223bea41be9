resource "azurerm_key_vault_secret" "pass_set" {

  content_type = "text/plain"
}
resource "azurerm_key_vault_secret" "pass_set2" {

  content_type = "password"
}
resource "azurerm_key_vault_secret" "fail_set" {

  content_type = null
}
resource "azurerm_key_vault_secret" "fail_absent" {

}
