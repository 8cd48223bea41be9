resource "azurerm_cosmosdb_account" "pass_local_authentication_disabled" {
  kind                          = "GlobalDocumentDB"
  local_authentication_disabled = true
}
resource "azurerm_cosmosdb_account" "fail_local_authentication_disabled" {
  kind                          = "GlobalDocumentDB"
  local_authentication_disabled = false
}
resource "azurerm_cosmosdb_account" "pass_local_authentication_disabled_string" {
  kind                          = "GlobalDocumentDB"
  local_authentication_disabled = "true"
}
resource "azurerm_cosmosdb_account" "fail_local_authentication_disabled_string" {
  kind                          = "GlobalDocumentDB"
  local_authentication_disabled = "false"
}
variable "nothing" {
}
resource "azurerm_cosmosdb_account" "unknown_local_authentication_disabled" {
  kind                          = "GlobalDocumentDB"
  local_authentication_disabled = var.nothing
}
resource "azurerm_cosmosdb_account" "fail_local_authentication_disabled_null" {
  kind                          = "GlobalDocumentDB"
  local_authentication_disabled = null
}
resource "azurerm_cosmosdb_account" "fail_absent" {
  kind = "GlobalDocumentDB"

}
resource "azurerm_cosmosdb_account" "pass_x" {
  local_authentication_enabled = false
}
resource "azurerm_cosmosdb_account" "fail_x" {
  name = "a"
}
resource "azurerm_cosmosdb_account" "fail_x2" {
  local_authentication_enabled = true
}
resource "azurerm_cosmosdb_account" "left_x" {
  kind = "MongoDB"
}
