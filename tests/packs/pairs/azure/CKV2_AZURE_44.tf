resource "azurerm_mysql_server" "pass_endpoint" {
  name = "a"
}
resource "azurerm_private_endpoint" "aux" {
  subnet_id = "s"
  private_service_connection {
    name                           = "c"
    private_connection_resource_id = azurerm_mysql_server.pass_endpoint.id
    is_manual_connection           = false
    subresource_names              = ["mysqlServer"]
  }
}
resource "azurerm_mysql_server" "fail_none" {
  name = "a"
}
resource "azurerm_mysql_server" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_private_endpoint" "aux_counted" {
  subnet_id = "s"
  private_service_connection {
    name                           = "c"
    private_connection_resource_id = azurerm_mysql_server.pass_counted[0].id
    is_manual_connection           = false
  }
}
