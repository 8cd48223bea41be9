resource "azurerm_postgresql_configuration" "pass_x" {
  name  = "connection_throttling"
  value = "on"
}
resource "azurerm_postgresql_configuration" "pass_x2" {
  name  = "connection_throttling"
  value = "ON"
}
resource "azurerm_postgresql_configuration" "fail_x" {
  name  = "connection_throttling"
  value = "off"
}
resource "azurerm_postgresql_configuration" "fail_x2" {
  name  = "connection_throttling"
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
