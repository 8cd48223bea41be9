resource "azurerm_virtual_machine" "fail_heredoc" {
  name = "a"
  os_profile {
    computer_name  = "hostname"
    admin_username = "testadmin"
    custom_data    = <<-EOF
      #! /bin/bash
      export AWS_ACCESS_KEY_ID=AKIAQ4XW7RTLZPN2VKJD
      export AWS_SECRET_ACCESS_KEY=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
      export AWS_DEFAULT_REGION=us-west-2
    EOF
  }
}
resource "azurerm_virtual_machine" "fail_base64" {
  name = "b"
  os_profile {
    custom_data = base64encode("export AWS_ACCESS_KEY_ID=AKIAQ4XW7RTLZPN2VKJD")
  }
}
resource "azurerm_virtual_machine" "pass_plain" {
  name = "c"
  os_profile {
    custom_data = <<-EOF
      #! /bin/bash
      sudo apt-get update
      sudo apt-get install -y apache2
    EOF
  }
}
resource "azurerm_virtual_machine" "left_none" {
  name = "d"
  os_profile {
    admin_username = "testadmin"
  }
}
resource "azurerm_virtual_machine" "left_nothing" {
  name = "e"
}
