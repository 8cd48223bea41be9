resource "azurerm_linux_web_app" "pass_always_on" {
  site_config {
    always_on = true
  }
}
resource "azurerm_linux_web_app" "fail_always_on" {
  site_config {
    always_on = false
  }
}
resource "azurerm_linux_web_app" "pass_always_on_string" {
  site_config {
    always_on = "true"
  }
}
resource "azurerm_linux_web_app" "fail_always_on_string" {
  site_config {
    always_on = "false"
  }
}
variable "nothing" {
}
resource "azurerm_linux_web_app" "unknown_always_on" {
  site_config {
    always_on = var.nothing
  }
}
resource "azurerm_linux_web_app" "pass_always_on_null" {
  site_config {
    always_on = null
  }
}
resource "azurerm_linux_web_app" "pass_absent" {

}
resource "azurerm_linux_web_app" "pass_always_on_empty" {
  site_config {
  }
}
resource "azurerm_windows_web_app" "pass_always_on" {
  site_config {
    always_on = true
  }
}
resource "azurerm_windows_web_app" "fail_always_on" {
  site_config {
    always_on = false
  }
}
resource "azurerm_windows_web_app" "pass_absent" {

}
