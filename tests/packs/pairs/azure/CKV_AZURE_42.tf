resource "azurerm_key_vault" "pass_x" {
  purge_protection_enabled = true
  soft_delete_enabled      = true
}
resource "azurerm_key_vault" "pass_x2" {
  purge_protection_enabled = true
}
resource "azurerm_key_vault" "pass_x3" {
  purge_protection_enabled   = true
  soft_delete_retention_days = 7
}
resource "azurerm_key_vault" "fail_x" {
  name = "a"
}
resource "azurerm_key_vault" "fail_x2" {
  purge_protection_enabled = false
}
resource "azurerm_key_vault" "fail_x3" {
  soft_delete_enabled = true
}
resource "azurerm_key_vault" "fail_x4" {
  purge_protection_enabled = true
  soft_delete_enabled      = false
}
resource "azurerm_key_vault" "fail_x5" {
  purge_protection_enabled = false
  soft_delete_enabled      = false
}
