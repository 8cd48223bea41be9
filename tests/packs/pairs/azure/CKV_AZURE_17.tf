resource "azurerm_app_service" "pass_client_cert_enabled" {
  client_cert_enabled = true
}
resource "azurerm_app_service" "fail_client_cert_enabled" {
  client_cert_enabled = false
}
resource "azurerm_app_service" "pass_client_cert_enabled_string" {
  client_cert_enabled = "true"
}
resource "azurerm_app_service" "fail_client_cert_enabled_string" {
  client_cert_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_app_service" "unknown_client_cert_enabled" {
  client_cert_enabled = var.nothing
}
resource "azurerm_app_service" "fail_client_cert_enabled_null" {
  client_cert_enabled = null
}
resource "azurerm_app_service" "fail_absent" {

}
resource "azurerm_linux_web_app" "pass_client_certificate_enabled" {
  client_certificate_enabled = true
}
resource "azurerm_linux_web_app" "fail_client_certificate_enabled" {
  client_certificate_enabled = false
}
resource "azurerm_linux_web_app" "pass_client_certificate_enabled_string" {
  client_certificate_enabled = "true"
}
resource "azurerm_linux_web_app" "fail_client_certificate_enabled_string" {
  client_certificate_enabled = "false"
}
resource "azurerm_linux_web_app" "unknown_client_certificate_enabled" {
  client_certificate_enabled = var.nothing
}
resource "azurerm_linux_web_app" "fail_client_certificate_enabled_null" {
  client_certificate_enabled = null
}
resource "azurerm_linux_web_app" "fail_absent" {

}
resource "azurerm_windows_web_app" "pass_client_certificate_enabled" {
  client_certificate_enabled = true
}
resource "azurerm_windows_web_app" "fail_client_certificate_enabled" {
  client_certificate_enabled = false
}
resource "azurerm_windows_web_app" "fail_absent" {

}
resource "azurerm_linux_web_app" "fail_x_too" {
  client_certificate_enabled = true
  client_certificate_mode    = "Optional"
}
resource "azurerm_windows_web_app" "fail_x_too" {
  client_certificate_enabled = true
  client_certificate_mode    = "Optional"
}
resource "azurerm_linux_web_app" "pass_x_too" {
  client_certificate_enabled = true
  client_certificate_mode    = "Required"
}
resource "azurerm_windows_web_app" "pass_x_too" {
  client_certificate_enabled = true
  client_certificate_mode    = "Required"
}
