resource "azurerm_postgresql_server" "pass_enabled" {
  threat_detection_policy {
    enabled = true
  }
}
resource "azurerm_postgresql_server" "fail_enabled" {
  threat_detection_policy {
    enabled = false
  }
}
resource "azurerm_postgresql_server" "pass_enabled_string" {
  threat_detection_policy {
    enabled = "true"
  }
}
resource "azurerm_postgresql_server" "fail_enabled_string" {
  threat_detection_policy {
    enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_postgresql_server" "unknown_enabled" {
  threat_detection_policy {
    enabled = var.nothing
  }
}
resource "azurerm_postgresql_server" "fail_enabled_null" {
  threat_detection_policy {
    enabled = null
  }
}
resource "azurerm_postgresql_server" "fail_absent" {

}
resource "azurerm_postgresql_server" "fail_enabled_empty" {
  threat_detection_policy {
  }
}
