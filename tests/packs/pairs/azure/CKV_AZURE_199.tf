resource "azurerm_servicebus_namespace" "pass_infrastructure_encryption_enabled" {
  customer_managed_key {
    infrastructure_encryption_enabled = true
  }
}
resource "azurerm_servicebus_namespace" "fail_infrastructure_encryption_enabled" {
  customer_managed_key {
    infrastructure_encryption_enabled = false
  }
}
resource "azurerm_servicebus_namespace" "pass_infrastructure_encryption_enabled_string" {
  customer_managed_key {
    infrastructure_encryption_enabled = "true"
  }
}
resource "azurerm_servicebus_namespace" "fail_infrastructure_encryption_enabled_string" {
  customer_managed_key {
    infrastructure_encryption_enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_servicebus_namespace" "unknown_infrastructure_encryption_enabled" {
  customer_managed_key {
    infrastructure_encryption_enabled = var.nothing
  }
}
resource "azurerm_servicebus_namespace" "fail_infrastructure_encryption_enabled_null" {
  customer_managed_key {
    infrastructure_encryption_enabled = null
  }
}
resource "azurerm_servicebus_namespace" "fail_absent" {

}
resource "azurerm_servicebus_namespace" "fail_infrastructure_encryption_enabled_empty" {
  customer_managed_key {
  }
}
