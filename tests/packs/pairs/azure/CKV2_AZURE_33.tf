resource "azurerm_storage_account" "pass_endpoint" {
  name = "a"
}
resource "azurerm_private_endpoint" "aux" {
  subnet_id = "s"
  private_service_connection {
    name                           = "c"
    private_connection_resource_id = azurerm_storage_account.pass_endpoint.id
    is_manual_connection           = false
    subresource_names              = ["blob"]
  }
}
resource "azurerm_storage_account" "fail_none" {
  name = "a"
}
resource "azurerm_storage_account" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_private_endpoint" "aux_counted" {
  subnet_id = "s"
  private_service_connection {
    name                           = "c"
    private_connection_resource_id = azurerm_storage_account.pass_counted[0].id
    is_manual_connection           = false
  }
}
