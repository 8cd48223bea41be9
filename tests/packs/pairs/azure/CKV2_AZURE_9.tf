resource "azurerm_virtual_machine" "pass_x" {
  storage_os_disk {
    name              = "d"
    create_option     = "FromImage"
    managed_disk_type = "Standard_LRS"
  }
}
resource "azurerm_virtual_machine" "pass_x2" {
  storage_os_disk {
    name            = "d"
    create_option   = "Attach"
    managed_disk_id = "m"
  }
}
resource "azurerm_virtual_machine" "fail_x" {
  storage_os_disk {
    name          = "d"
    create_option = "FromImage"
    vhd_uri       = "https://x.blob.core.windows.net/v/d.vhd"
  }
}
resource "azurerm_virtual_machine" "fail_x2" {
  storage_os_disk {
    name              = "d"
    managed_disk_type = "Standard_LRS"
  }
  storage_data_disk {
    name    = "e"
    vhd_uri = "https://x.blob.core.windows.net/v/e.vhd"
    lun     = 0
  }
}
