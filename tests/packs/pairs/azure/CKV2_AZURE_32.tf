resource "azurerm_key_vault" "pass_endpoint" {
  name = "a"
}
resource "azurerm_private_endpoint" "aux" {
  subnet_id = "s"
  private_service_connection {
    name                           = "c"
    private_connection_resource_id = azurerm_key_vault.pass_endpoint.id
    is_manual_connection           = false
    subresource_names              = ["vault"]
  }
}
resource "azurerm_key_vault" "fail_none" {
  name = "a"
}
resource "azurerm_key_vault" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_private_endpoint" "aux_counted" {
  subnet_id = "s"
  private_service_connection {
    name                           = "c"
    private_connection_resource_id = azurerm_key_vault.pass_counted[0].id
    is_manual_connection           = false
  }
}
