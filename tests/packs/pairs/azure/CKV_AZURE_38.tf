resource "azurerm_monitor_log_profile" "pass_x" {
  categories = ["Action", "Delete", "Write"]
}
resource "azurerm_monitor_log_profile" "pass_x2" {
  categories = ["Write", "Action", "Delete"]
}
resource "azurerm_monitor_log_profile" "fail_x" {
  categories = ["Action"]
}
resource "azurerm_monitor_log_profile" "fail_x2" {
  categories = ["Action", "Delete"]
}
resource "azurerm_monitor_log_profile" "fail_x3" {
  categories = []
}
resource "azurerm_monitor_log_profile" "fail_x_too" {
  name = "x"
}
