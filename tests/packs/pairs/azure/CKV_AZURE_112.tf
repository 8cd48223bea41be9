resource "azurerm_key_vault_key" "pass_key_type" {
  key_type = "RSA-HSM"
}
resource "azurerm_key_vault_key" "pass_key_type2" {
  key_type = "EC-HSM"
}
resource "azurerm_key_vault_key" "fail_key_type" {
  key_type = "RSA"
}
resource "azurerm_key_vault_key" "fail_key_type2" {
  key_type = "EC"
}
