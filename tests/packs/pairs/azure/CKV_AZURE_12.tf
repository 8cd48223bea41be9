resource "azurerm_network_watcher_flow_log" "pass_x" {
  retention_policy {
    enabled = true
    days    = 90
  }
}
resource "azurerm_network_watcher_flow_log" "pass_x2" {
  retention_policy {
    enabled = true
    days    = 91
  }
}
resource "azurerm_network_watcher_flow_log" "pass_x3" {
  retention_policy {
    enabled = true
    days    = 365
  }
}
resource "azurerm_network_watcher_flow_log" "pass_x4" {
  retention_policy {
    enabled = true
    days    = "120"
  }
}
resource "azurerm_network_watcher_flow_log" "pass_x5" {
  enabled = true
  retention_policy {
    enabled = true
    days    = 0
  }
}
resource "azurerm_network_watcher_flow_log" "fail_x" {
  retention_policy {
    enabled = true
    days    = 7
  }
}
resource "azurerm_network_watcher_flow_log" "fail_x2" {
  retention_policy {
    enabled = false
    days    = 365
  }
}
resource "azurerm_network_watcher_flow_log" "fail_x3" {
  retention_policy {
    enabled = true
    days    = "89"
  }
}
resource "azurerm_network_watcher_flow_log" "unknown_x" {
  retention_policy {
    enabled = true
    days    = var.x
  }
}
variable "x" {
}
resource "azurerm_network_watcher_flow_log" "fail_x_too" {
  enabled = true
}
resource "azurerm_network_watcher_flow_log" "fail_x2_too" {
  enabled = false
  retention_policy {
    enabled = true
    days    = 365
  }
}
