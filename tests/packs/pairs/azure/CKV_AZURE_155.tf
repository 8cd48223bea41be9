resource "azurerm_app_service_slot" "pass_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = false
  }
}
resource "azurerm_app_service_slot" "fail_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = true
  }
}
resource "azurerm_app_service_slot" "pass_remote_debugging_enabled_string" {
  site_config {
    remote_debugging_enabled = "false"
  }
}
resource "azurerm_app_service_slot" "fail_remote_debugging_enabled_string" {
  site_config {
    remote_debugging_enabled = "true"
  }
}
variable "nothing" {
}
resource "azurerm_app_service_slot" "unknown_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = var.nothing
  }
}
resource "azurerm_app_service_slot" "pass_remote_debugging_enabled_null" {
  site_config {
    remote_debugging_enabled = null
  }
}
resource "azurerm_app_service_slot" "pass_absent" {

}
resource "azurerm_app_service_slot" "pass_remote_debugging_enabled_empty" {
  site_config {
  }
}
