resource "azurerm_automation_variable_bool" "pass_encrypted" {
  encrypted = true
}
resource "azurerm_automation_variable_bool" "fail_encrypted" {
  encrypted = false
}
resource "azurerm_automation_variable_bool" "pass_encrypted_string" {
  encrypted = "true"
}
resource "azurerm_automation_variable_bool" "fail_encrypted_string" {
  encrypted = "false"
}
variable "nothing" {
}
resource "azurerm_automation_variable_bool" "unknown_encrypted" {
  encrypted = var.nothing
}
resource "azurerm_automation_variable_bool" "fail_encrypted_null" {
  encrypted = null
}
resource "azurerm_automation_variable_bool" "fail_absent" {

}
resource "azurerm_automation_variable_datetime" "pass_encrypted" {
  encrypted = true
}
resource "azurerm_automation_variable_datetime" "fail_encrypted" {
  encrypted = false
}
resource "azurerm_automation_variable_datetime" "pass_encrypted_string" {
  encrypted = "true"
}
resource "azurerm_automation_variable_datetime" "fail_encrypted_string" {
  encrypted = "false"
}
resource "azurerm_automation_variable_datetime" "unknown_encrypted" {
  encrypted = var.nothing
}
resource "azurerm_automation_variable_datetime" "fail_encrypted_null" {
  encrypted = null
}
resource "azurerm_automation_variable_datetime" "fail_absent" {

}
resource "azurerm_automation_variable_int" "pass_encrypted" {
  encrypted = true
}
resource "azurerm_automation_variable_int" "fail_encrypted" {
  encrypted = false
}
resource "azurerm_automation_variable_int" "pass_encrypted_string" {
  encrypted = "true"
}
resource "azurerm_automation_variable_int" "fail_encrypted_string" {
  encrypted = "false"
}
resource "azurerm_automation_variable_int" "unknown_encrypted" {
  encrypted = var.nothing
}
resource "azurerm_automation_variable_int" "fail_encrypted_null" {
  encrypted = null
}
resource "azurerm_automation_variable_int" "fail_absent" {

}
resource "azurerm_automation_variable_string" "pass_encrypted" {
  encrypted = true
}
resource "azurerm_automation_variable_string" "fail_encrypted" {
  encrypted = false
}
resource "azurerm_automation_variable_string" "pass_encrypted_string" {
  encrypted = "true"
}
resource "azurerm_automation_variable_string" "fail_encrypted_string" {
  encrypted = "false"
}
resource "azurerm_automation_variable_string" "unknown_encrypted" {
  encrypted = var.nothing
}
resource "azurerm_automation_variable_string" "fail_encrypted_null" {
  encrypted = null
}
resource "azurerm_automation_variable_string" "fail_absent" {

}
