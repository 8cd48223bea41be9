resource "azurerm_security_center_contact" "pass_x" {
  email               = "a@b.c"
  alert_notifications = true
  alerts_to_admins    = true
}
resource "azurerm_security_center_contact" "fail_x" {
  phone = "+1"
}
resource "azurerm_security_center_contact" "fail_x2" {
  email = ""
  phone = "+1"
}
