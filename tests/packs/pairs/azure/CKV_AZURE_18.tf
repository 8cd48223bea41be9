resource "azurerm_app_service" "pass_http2_enabled" {
  site_config {
    http2_enabled = true
  }
}
resource "azurerm_app_service" "fail_http2_enabled" {
  site_config {
    http2_enabled = false
  }
}
resource "azurerm_app_service" "pass_http2_enabled_string" {
  site_config {
    http2_enabled = "true"
  }
}
resource "azurerm_app_service" "fail_http2_enabled_string" {
  site_config {
    http2_enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_app_service" "unknown_http2_enabled" {
  site_config {
    http2_enabled = var.nothing
  }
}
resource "azurerm_app_service" "fail_http2_enabled_null" {
  site_config {
    http2_enabled = null
  }
}
resource "azurerm_app_service" "fail_absent" {

}
resource "azurerm_app_service" "fail_http2_enabled_empty" {
  site_config {
  }
}
resource "azurerm_linux_web_app" "pass_http2_enabled" {
  site_config {
    http2_enabled = true
  }
}
resource "azurerm_linux_web_app" "fail_http2_enabled" {
  site_config {
    http2_enabled = false
  }
}
resource "azurerm_linux_web_app" "fail_absent" {

}
resource "azurerm_windows_web_app" "pass_http2_enabled" {
  site_config {
    http2_enabled = true
  }
}
resource "azurerm_windows_web_app" "fail_http2_enabled" {
  site_config {
    http2_enabled = false
  }
}
resource "azurerm_windows_web_app" "fail_absent" {

}
