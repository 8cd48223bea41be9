resource "azurerm_synapse_workspace" "pass_x" {
  sql_administrator_login          = "sqladminuser"
  sql_administrator_login_password = var.pw
}
resource "azurerm_synapse_workspace" "pass_x2" {
  name = "a"
}
resource "azurerm_synapse_workspace" "pass_x3" {
  sql_administrator_login_password = azurerm_key_vault_secret.x.value
}
resource "azurerm_synapse_workspace" "pass_x4" {
  sql_administrator_login_password = random_password.x.result
}
resource "azurerm_synapse_workspace" "fail_x" {
  sql_administrator_login          = "sqladminuser"
  sql_administrator_login_password = "H@Sh1CoR3!"
}
variable "pw" {
}
