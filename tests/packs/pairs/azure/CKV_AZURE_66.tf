resource "azurerm_app_service" "pass_failed_request_tracing_enabled" {
  logs {
    failed_request_tracing_enabled = true
  }
}
resource "azurerm_app_service" "fail_failed_request_tracing_enabled" {
  logs {
    failed_request_tracing_enabled = false
  }
}
resource "azurerm_app_service" "pass_failed_request_tracing_enabled_string" {
  logs {
    failed_request_tracing_enabled = "true"
  }
}
resource "azurerm_app_service" "fail_failed_request_tracing_enabled_string" {
  logs {
    failed_request_tracing_enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_app_service" "unknown_failed_request_tracing_enabled" {
  logs {
    failed_request_tracing_enabled = var.nothing
  }
}
resource "azurerm_app_service" "fail_failed_request_tracing_enabled_null" {
  logs {
    failed_request_tracing_enabled = null
  }
}
resource "azurerm_app_service" "fail_absent" {

}
resource "azurerm_app_service" "fail_failed_request_tracing_enabled_empty" {
  logs {
  }
}
resource "azurerm_linux_web_app" "pass_failed_request_tracing" {
  logs {
    failed_request_tracing = true
  }
}
resource "azurerm_linux_web_app" "fail_failed_request_tracing" {
  logs {
    failed_request_tracing = false
  }
}
resource "azurerm_linux_web_app" "pass_failed_request_tracing_string" {
  logs {
    failed_request_tracing = "true"
  }
}
resource "azurerm_linux_web_app" "fail_failed_request_tracing_string" {
  logs {
    failed_request_tracing = "false"
  }
}
resource "azurerm_linux_web_app" "unknown_failed_request_tracing" {
  logs {
    failed_request_tracing = var.nothing
  }
}
resource "azurerm_linux_web_app" "fail_failed_request_tracing_null" {
  logs {
    failed_request_tracing = null
  }
}
resource "azurerm_linux_web_app" "fail_absent" {

}
resource "azurerm_linux_web_app" "fail_failed_request_tracing_empty" {
  logs {
  }
}
resource "azurerm_windows_web_app" "pass_failed_request_tracing" {
  logs {
    failed_request_tracing = true
  }
}
resource "azurerm_windows_web_app" "fail_failed_request_tracing" {
  logs {
    failed_request_tracing = false
  }
}
resource "azurerm_windows_web_app" "fail_absent" {

}
