resource "azurerm_security_center_contact" "pass_x" {
  email               = "a@b.c"
  alert_notifications = true
  alerts_to_admins    = true
}
resource "azurerm_security_center_contact" "fail_x" {
  email               = "a@b.c"
  alert_notifications = false
  alerts_to_admins    = false
}
resource "azurerm_security_center_contact" "fail_x2" {
  email               = "a@b.c"
  alert_notifications = "false"
  alerts_to_admins    = "false"
}
resource "azurerm_security_center_contact" "fail_x3" {
  email = "a@b.c"
}
