resource "azurerm_function_app" "pass_http2_enabled" {
  site_config {
    http2_enabled = true
  }
}
resource "azurerm_function_app" "fail_http2_enabled" {
  site_config {
    http2_enabled = false
  }
}
resource "azurerm_function_app" "pass_http2_enabled_string" {
  site_config {
    http2_enabled = "true"
  }
}
resource "azurerm_function_app" "fail_http2_enabled_string" {
  site_config {
    http2_enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_function_app" "unknown_http2_enabled" {
  site_config {
    http2_enabled = var.nothing
  }
}
resource "azurerm_function_app" "fail_http2_enabled_null" {
  site_config {
    http2_enabled = null
  }
}
resource "azurerm_function_app" "fail_absent" {

}
resource "azurerm_function_app" "fail_http2_enabled_empty" {
  site_config {
  }
}
resource "azurerm_function_app_slot" "pass_http2_enabled" {
  site_config {
    http2_enabled = true
  }
}
resource "azurerm_function_app_slot" "fail_http2_enabled" {
  site_config {
    http2_enabled = false
  }
}
resource "azurerm_function_app_slot" "fail_absent" {

}
