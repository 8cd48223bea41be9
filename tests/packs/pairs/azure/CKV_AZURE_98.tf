resource "azurerm_container_group" "pass_x" {
  ip_address_type = "Private"
  subnet_ids      = ["s"]
}
resource "azurerm_container_group" "fail_x" {
  ip_address_type = "Public"
}
resource "azurerm_container_group" "fail_x2" {
  name = "a"
}
resource "azurerm_container_group" "pass_x2" {
  ip_address_type    = "Private"
  network_profile_id = "np"
}
resource "azurerm_container_group" "pass_x3" {
  ip_address_type    = "Private"
  network_profile_id = azurerm_network_profile.x.id
}
resource "azurerm_container_group" "pass_x_too" {
  subnet_ids = ["s"]
}
resource "azurerm_container_group" "pass_x2_too" {
  network_profile_id = "np"
}
resource "azurerm_container_group" "looser_none_too" {
  ip_address_type = "None"
}
resource "azurerm_container_group" "looser_private_too" {
  ip_address_type = "Private"
}
