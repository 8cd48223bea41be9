resource "azurerm_mssql_server" "pass_set" {

  azuread_administrator {
    login_username = "AzureAD Admin"
    object_id      = "o"
  }
}
resource "azurerm_mssql_server" "fail_absent" {

}
