resource "azurerm_managed_disk" "pass_x" {
  public_network_access_enabled = false
}
resource "azurerm_managed_disk" "pass_x2" {
  public_network_access_enabled = "false"
  network_access_policy         = "DenyAll"
}
resource "azurerm_managed_disk" "pass_x3" {
  public_network_access_enabled = false
  network_access_policy         = "AllowPrivate"
}
resource "azurerm_managed_disk" "fail_x" {
  name = "a"
}
resource "azurerm_managed_disk" "fail_x2" {
  public_network_access_enabled = true
}
resource "azurerm_managed_disk" "fail_x3" {
  public_network_access_enabled = true
  network_access_policy         = "AllowAll"
}
resource "azurerm_managed_disk" "fail_x_too" {
  network_access_policy = "DenyAll"
}
