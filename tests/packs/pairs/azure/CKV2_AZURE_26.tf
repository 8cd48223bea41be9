resource "azurerm_postgresql_flexible_server_firewall_rule" "pass_x" {
  start_ip_address = "10.0.17.62"
  end_ip_address   = "10.0.17.62"
}
resource "azurerm_postgresql_flexible_server_firewall_rule" "pass_x2" {
  start_ip_address = "122.122.0.0"
  end_ip_address   = "122.122.0.0"
}
resource "azurerm_postgresql_flexible_server_firewall_rule" "fail_x" {
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}
resource "azurerm_postgresql_flexible_server_firewall_rule" "fail_x_too" {
  start_ip_address = "0.0.0.0"
  end_ip_address   = "0.0.0.0"
}
resource "azurerm_postgresql_flexible_server_firewall_rule" "fail_x2_too" {
  start_ip_address = "0.0.0.0"
  end_ip_address   = "10.0.0.0"
}
