resource "azurerm_sql_server" "main0" {
  name = "a"
}
resource "azurerm_sql_firewall_rule" "fail_rule" {
  server_name      = azurerm_sql_server.main0.name
  start_ip_address = "0.0.0.0"
  end_ip_address   = "0.0.0.0"
}
resource "azurerm_sql_server" "main1" {
  name = "a"
}
resource "azurerm_sql_firewall_rule" "pass_rule" {
  server_name      = azurerm_sql_server.main1.name
  start_ip_address = "10.0.17.62"
  end_ip_address   = "10.0.17.62"
}
