resource "azurerm_virtual_machine" "pass_disable_password_authentication" {
  os_profile_linux_config {
    disable_password_authentication = true
  }
}
resource "azurerm_virtual_machine" "fail_disable_password_authentication" {
  os_profile_linux_config {
    disable_password_authentication = false
  }
}
resource "azurerm_virtual_machine" "pass_disable_password_authentication_string" {
  os_profile_linux_config {
    disable_password_authentication = "true"
  }
}
resource "azurerm_virtual_machine" "fail_disable_password_authentication_string" {
  os_profile_linux_config {
    disable_password_authentication = "false"
  }
}
variable "nothing" {
}
resource "azurerm_virtual_machine" "unknown_disable_password_authentication" {
  os_profile_linux_config {
    disable_password_authentication = var.nothing
  }
}
resource "azurerm_linux_virtual_machine" "pass_disable_password_authentication" {
  disable_password_authentication = true
}
resource "azurerm_linux_virtual_machine" "fail_disable_password_authentication" {
  disable_password_authentication = false
}
resource "azurerm_linux_virtual_machine" "pass_disable_password_authentication_string" {
  disable_password_authentication = "true"
}
resource "azurerm_linux_virtual_machine" "fail_disable_password_authentication_string" {
  disable_password_authentication = "false"
}
resource "azurerm_linux_virtual_machine" "unknown_disable_password_authentication" {
  disable_password_authentication = var.nothing
}
resource "azurerm_linux_virtual_machine" "pass_disable_password_authentication_null" {
  disable_password_authentication = null
}
resource "azurerm_linux_virtual_machine" "pass_absent" {

}
resource "azurerm_linux_virtual_machine" "pass_x" {
  admin_username = "adminuser"
  admin_ssh_key {
    username   = "adminuser"
    public_key = "ssh-rsa AAAA"
  }
}
resource "azurerm_linux_virtual_machine" "fail_x" {
  admin_username                  = "u"
  admin_password                  = "P@ssw0rd"
  disable_password_authentication = false
}
resource "azurerm_virtual_machine" "pass_x" {
  os_profile_linux_config {
    disable_password_authentication = true
    ssh_keys {
      path     = "/home/u/.ssh/authorized_keys"
      key_data = "ssh-rsa AAAA"
    }
  }
}
resource "azurerm_virtual_machine" "left_x" {
  os_profile_windows_config {
    provision_vm_agent = true
  }
}
resource "azurerm_virtual_machine" "fail_x_too" {
  os_profile_linux_config {
  }
}
resource "azurerm_virtual_machine" "left_x_too" {
  name = "a"
}
