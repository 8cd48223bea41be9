resource "azurerm_storage_account" "pass_account_replication_type" {
  account_replication_type = "GRS"
}
resource "azurerm_storage_account" "pass_account_replication_type2" {
  account_replication_type = "RAGRS"
}
resource "azurerm_storage_account" "pass_account_replication_type3" {
  account_replication_type = "GZRS"
}
resource "azurerm_storage_account" "pass_account_replication_type4" {
  account_replication_type = "RAGZRS"
}
resource "azurerm_storage_account" "fail_account_replication_type" {
  account_replication_type = "LRS"
}
resource "azurerm_storage_account" "fail_account_replication_type2" {
  account_replication_type = "ZRS"
}
resource "azurerm_storage_account" "fail_x_too" {
  name = "a"
}
