resource "azurerm_cosmosdb_account" "pass_access_key_metadata_writes_enabled" {
  access_key_metadata_writes_enabled = false
}
resource "azurerm_cosmosdb_account" "fail_access_key_metadata_writes_enabled" {
  access_key_metadata_writes_enabled = true
}
resource "azurerm_cosmosdb_account" "pass_access_key_metadata_writes_enabled_string" {
  access_key_metadata_writes_enabled = "false"
}
resource "azurerm_cosmosdb_account" "fail_access_key_metadata_writes_enabled_string" {
  access_key_metadata_writes_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_cosmosdb_account" "unknown_access_key_metadata_writes_enabled" {
  access_key_metadata_writes_enabled = var.nothing
}
resource "azurerm_cosmosdb_account" "fail_access_key_metadata_writes_enabled_null" {
  access_key_metadata_writes_enabled = null
}
resource "azurerm_cosmosdb_account" "fail_absent" {

}
