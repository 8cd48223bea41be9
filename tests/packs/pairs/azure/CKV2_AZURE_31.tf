resource "azurerm_subnet" "pass_rel" {
  name = "a"
}
resource "azurerm_subnet_network_security_group_association" "aux_subnet" {
  subnet_id                 = azurerm_subnet.pass_rel.id
  network_security_group_id = "n"
}
resource "azurerm_subnet" "fail_alone" {
  name = "a"
}
resource "azurerm_subnet" "pass_counted" {
  count = 1
  name  = "a"
}
resource "azurerm_subnet_network_security_group_association" "aux_counted_subnet" {
  subnet_id                 = azurerm_subnet.pass_counted[0].id
  network_security_group_id = "n"
}
resource "azurerm_subnet" "left_x" {
  name = "GatewaySubnet"
}
resource "azurerm_subnet" "left_x2" {
  name = "AzureFirewallSubnet"
}
