resource "azurerm_storage_account" "main" {
  name = "s"
}
resource "azurerm_storage_table" "fail_x" {
  name                 = "t"
  storage_account_name = azurerm_storage_account.main.name
}
