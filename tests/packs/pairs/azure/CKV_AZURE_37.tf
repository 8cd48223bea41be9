resource "azurerm_monitor_log_profile" "pass_x" {
  retention_policy {
    enabled = true
    days    = 365
  }
}
resource "azurerm_monitor_log_profile" "pass_x2" {
  retention_policy {
    enabled = true
    days    = 366
  }
}
resource "azurerm_monitor_log_profile" "pass_x3" {
  retention_policy {
    enabled = false
    days    = 0
  }
}
resource "azurerm_monitor_log_profile" "pass_x4" {
  retention_policy {
    enabled = true
    days    = "400"
  }
}
resource "azurerm_monitor_log_profile" "fail_x" {
  retention_policy {
    enabled = true
    days    = 7
  }
}
resource "azurerm_monitor_log_profile" "fail_x2" {
  retention_policy {
    enabled = true
    days    = 364
  }
}
resource "azurerm_monitor_log_profile" "fail_x3" {
  retention_policy {
    enabled = false
    days    = 364
  }
}
resource "azurerm_monitor_log_profile" "fail_x_too" {
  name = "x"
}
