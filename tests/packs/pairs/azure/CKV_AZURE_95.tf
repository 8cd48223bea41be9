resource "azurerm_virtual_machine_scale_set" "pass_x" {
  automatic_os_upgrade = true
  os_profile_windows_config {
    enable_automatic_upgrades = true
  }
}
resource "azurerm_virtual_machine_scale_set" "fail_x" {
  automatic_os_upgrade = false
  os_profile_windows_config {
    enable_automatic_upgrades = false
  }
}
resource "azurerm_virtual_machine_scale_set" "fail_x2" {
  name = "a"
}
resource "azurerm_virtual_machine_scale_set" "fail_x3" {
  automatic_os_upgrade = false
  os_profile_windows_config {
    enable_automatic_upgrades = true
  }
}
resource "azurerm_virtual_machine_scale_set" "looser_no_updates_by_windows" {
  automatic_os_upgrade = true
  os_profile_windows_config {
    enable_automatic_upgrades = false
  }
}
