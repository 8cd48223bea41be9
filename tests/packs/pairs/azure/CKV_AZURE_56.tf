resource "azurerm_function_app" "pass_enabled" {
  auth_settings {
    enabled = true
  }
}
resource "azurerm_function_app" "fail_enabled" {
  auth_settings {
    enabled = false
  }
}
resource "azurerm_function_app" "pass_enabled_string" {
  auth_settings {
    enabled = "true"
  }
}
resource "azurerm_function_app" "fail_enabled_string" {
  auth_settings {
    enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_function_app" "unknown_enabled" {
  auth_settings {
    enabled = var.nothing
  }
}
resource "azurerm_function_app" "fail_enabled_null" {
  auth_settings {
    enabled = null
  }
}
resource "azurerm_function_app" "fail_absent" {

}
resource "azurerm_function_app" "fail_enabled_empty" {
  auth_settings {
  }
}
