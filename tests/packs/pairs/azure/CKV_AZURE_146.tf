resource "azurerm_postgresql_configuration" "pass_x" {
  name  = "log_retention"
  value = "on"
}
resource "azurerm_postgresql_configuration" "pass_x2" {
  name  = "log_retention"
  value = "ON"
}
resource "azurerm_postgresql_configuration" "fail_x" {
  name  = "log_retention"
  value = "off"
}
resource "azurerm_postgresql_configuration" "fail_x2" {
  name  = "log_retention"
  value = "OFF"
}
resource "azurerm_postgresql_configuration" "left_x" {
  name  = "backslash_quote"
  value = "on"
}
resource "azurerm_postgresql_configuration" "left_x2" {
  name  = "array_nulls"
  value = "off"
}
