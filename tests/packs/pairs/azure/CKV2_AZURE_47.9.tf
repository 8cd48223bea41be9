resource "azurerm_storage_account" "pass_x" {
  allow_blob_public_access = false
}
resource "azurerm_storage_account" "fail_x" {
  allow_blob_public_access = true
}
