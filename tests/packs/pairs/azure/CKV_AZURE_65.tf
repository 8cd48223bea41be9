resource "azurerm_app_service" "pass_detailed_error_messages_enabled" {
  logs {
    detailed_error_messages_enabled = true
  }
}
resource "azurerm_app_service" "fail_detailed_error_messages_enabled" {
  logs {
    detailed_error_messages_enabled = false
  }
}
resource "azurerm_app_service" "pass_detailed_error_messages_enabled_string" {
  logs {
    detailed_error_messages_enabled = "true"
  }
}
resource "azurerm_app_service" "fail_detailed_error_messages_enabled_string" {
  logs {
    detailed_error_messages_enabled = "false"
  }
}
variable "vtrue" {
  default = true
}
variable "vfalse" {
  default = false
}
variable "nothing" {
}
resource "azurerm_app_service" "pass_detailed_error_messages_enabled_var" {
  logs {
    detailed_error_messages_enabled = var.vtrue
  }
}
resource "azurerm_app_service" "fail_detailed_error_messages_enabled_var" {
  logs {
    detailed_error_messages_enabled = var.vfalse
  }
}
resource "azurerm_app_service" "unknown_detailed_error_messages_enabled" {
  logs {
    detailed_error_messages_enabled = var.nothing
  }
}
resource "azurerm_app_service" "fail_detailed_error_messages_enabled_null" {
  logs {
    detailed_error_messages_enabled = null
  }
}
resource "azurerm_app_service" "fail_absent" {

}
resource "azurerm_app_service" "fail_detailed_error_messages_enabled_empty" {
  logs {
  }
}
resource "azurerm_app_service" "pass_detailed_error_messages_enabled_dynamic" {
  dynamic "logs" {
    for_each = [1]
    content {
      detailed_error_messages_enabled = true
    }
  }
}
resource "azurerm_app_service" "fail_detailed_error_messages_enabled_dynamic" {
  dynamic "logs" {
    for_each = [false]
    content {
      detailed_error_messages_enabled = logs.value
    }
  }
}
resource "azurerm_linux_web_app" "pass_detailed_error_messages" {
  logs {
    detailed_error_messages = true
  }
}
resource "azurerm_linux_web_app" "fail_detailed_error_messages" {
  logs {
    detailed_error_messages = false
  }
}
resource "azurerm_linux_web_app" "pass_detailed_error_messages_string" {
  logs {
    detailed_error_messages = "true"
  }
}
resource "azurerm_linux_web_app" "fail_detailed_error_messages_string" {
  logs {
    detailed_error_messages = "false"
  }
}
resource "azurerm_linux_web_app" "pass_detailed_error_messages_var" {
  logs {
    detailed_error_messages = var.vtrue
  }
}
resource "azurerm_linux_web_app" "fail_detailed_error_messages_var" {
  logs {
    detailed_error_messages = var.vfalse
  }
}
resource "azurerm_linux_web_app" "unknown_detailed_error_messages" {
  logs {
    detailed_error_messages = var.nothing
  }
}
resource "azurerm_linux_web_app" "fail_detailed_error_messages_null" {
  logs {
    detailed_error_messages = null
  }
}
resource "azurerm_linux_web_app" "fail_absent" {

}
resource "azurerm_linux_web_app" "fail_detailed_error_messages_empty" {
  logs {
  }
}
resource "azurerm_linux_web_app" "pass_detailed_error_messages_dynamic" {
  dynamic "logs" {
    for_each = [1]
    content {
      detailed_error_messages = true
    }
  }
}
resource "azurerm_linux_web_app" "fail_detailed_error_messages_dynamic" {
  dynamic "logs" {
    for_each = [false]
    content {
      detailed_error_messages = logs.value
    }
  }
}
resource "azurerm_windows_web_app" "pass_detailed_error_messages" {
  logs {
    detailed_error_messages = true
  }
}
resource "azurerm_windows_web_app" "fail_detailed_error_messages" {
  logs {
    detailed_error_messages = false
  }
}
resource "azurerm_windows_web_app" "fail_absent" {

}
