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
resource "azurerm_container_group" "pass_x_too" {
  ip_address_type = "Private"
}
resource "azurerm_container_group" "pass_x2_too" {
  ip_address_type = "None"
}
