resource "azurerm_app_service" "pass_enabled" {
  auth_settings {
    enabled = true
  }
}
resource "azurerm_app_service" "fail_enabled" {
  auth_settings {
    enabled = false
  }
}
resource "azurerm_app_service" "pass_enabled_string" {
  auth_settings {
    enabled = "true"
  }
}
resource "azurerm_app_service" "fail_enabled_string" {
  auth_settings {
    enabled = "false"
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
resource "azurerm_app_service" "pass_enabled_var" {
  auth_settings {
    enabled = var.vtrue
  }
}
resource "azurerm_app_service" "fail_enabled_var" {
  auth_settings {
    enabled = var.vfalse
  }
}
resource "azurerm_app_service" "unknown_enabled" {
  auth_settings {
    enabled = var.nothing
  }
}
resource "azurerm_app_service" "fail_enabled_null" {
  auth_settings {
    enabled = null
  }
}
resource "azurerm_app_service" "fail_absent" {

}
resource "azurerm_app_service" "fail_enabled_empty" {
  auth_settings {
  }
}
resource "azurerm_app_service" "pass_enabled_dynamic" {
  dynamic "auth_settings" {
    for_each = [1]
    content {
      enabled = true
    }
  }
}
resource "azurerm_app_service" "fail_enabled_dynamic" {
  dynamic "auth_settings" {
    for_each = [false]
    content {
      enabled = auth_settings.value
    }
  }
}
resource "azurerm_linux_web_app" "pass_enabled" {
  auth_settings {
    enabled = true
  }
}
resource "azurerm_linux_web_app" "fail_enabled" {
  auth_settings {
    enabled = false
  }
}
resource "azurerm_linux_web_app" "fail_absent" {

}
resource "azurerm_windows_web_app" "pass_enabled" {
  auth_settings {
    enabled = true
  }
}
resource "azurerm_windows_web_app" "fail_enabled" {
  auth_settings {
    enabled = false
  }
}
resource "azurerm_windows_web_app" "fail_absent" {

}
resource "azurerm_linux_web_app" "pass_x" {
  auth_settings_v2 {
    auth_enabled = true
    login {
    }
  }
}
resource "azurerm_linux_web_app" "fail_x" {
  auth_settings_v2 {
    auth_enabled = false
    login {
    }
  }
}
resource "azurerm_linux_web_app" "fail_x2" {
  auth_settings_v2 {
    login {
    }
  }
}
resource "azurerm_windows_web_app" "pass_x" {
  auth_settings_v2 {
    auth_enabled = true
    login {
    }
  }
}
resource "azurerm_windows_web_app" "fail_x" {
  auth_settings_v2 {
    auth_enabled = false
    login {
    }
  }
}
resource "azurerm_windows_web_app" "fail_x2" {
  auth_settings_v2 {
    login {
    }
  }
}
