resource "azurerm_security_center_contact" "pass_x" {
  email               = "a@b.c"
  phone               = "+1-555-555-5555"
  alert_notifications = true
  alerts_to_admins    = true
}
resource "azurerm_security_center_contact" "fail_x" {
  email               = "a@b.c"
  alert_notifications = true
  alerts_to_admins    = true
}
resource "azurerm_security_center_contact" "fail_x2" {
  email = "a@b.c"
  phone = ""
}
