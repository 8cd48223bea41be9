resource "azurerm_linux_virtual_machine" "pass_x" {
  admin_ssh_key {
    username   = "u"
    public_key = "ssh-rsa AAAA"
  }
}
resource "azurerm_linux_virtual_machine" "fail_x" {
  admin_password                  = "P@ss"
  disable_password_authentication = false
}
resource "azurerm_linux_virtual_machine" "fail_x2" {
  disable_password_authentication = false
}
resource "azurerm_linux_virtual_machine_scale_set" "pass_x" {
  admin_ssh_key {
    username   = "u"
    public_key = "ssh-rsa AAAA"
  }
}
resource "azurerm_linux_virtual_machine_scale_set" "fail_x" {
  admin_password                  = "P@ss"
  disable_password_authentication = false
}
resource "azurerm_linux_virtual_machine_scale_set" "fail_x2" {
  disable_password_authentication = false
}
resource "azurerm_linux_virtual_machine" "fail_x_too" {
  name = "a"
}
resource "azurerm_linux_virtual_machine" "fail_x2_too" {
  admin_password = "x"
}
