resource "azurerm_app_service" "pass_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = false
  }
}
resource "azurerm_app_service" "fail_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = true
  }
}
resource "azurerm_app_service" "pass_remote_debugging_enabled_string" {
  site_config {
    remote_debugging_enabled = "false"
  }
}
resource "azurerm_app_service" "fail_remote_debugging_enabled_string" {
  site_config {
    remote_debugging_enabled = "true"
  }
}
variable "nothing" {
}
resource "azurerm_app_service" "unknown_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = var.nothing
  }
}
resource "azurerm_app_service" "pass_remote_debugging_enabled_null" {
  site_config {
    remote_debugging_enabled = null
  }
}
resource "azurerm_app_service" "pass_absent" {

}
resource "azurerm_app_service" "pass_remote_debugging_enabled_empty" {
  site_config {
  }
}
resource "azurerm_linux_function_app" "pass_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = false
  }
}
resource "azurerm_linux_function_app" "fail_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = true
  }
}
resource "azurerm_linux_function_app" "pass_absent" {

}
resource "azurerm_linux_function_app_slot" "pass_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = false
  }
}
resource "azurerm_linux_function_app_slot" "fail_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = true
  }
}
resource "azurerm_linux_function_app_slot" "pass_absent" {

}
resource "azurerm_windows_function_app" "pass_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = false
  }
}
resource "azurerm_windows_function_app" "fail_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = true
  }
}
resource "azurerm_windows_function_app" "pass_absent" {

}
resource "azurerm_windows_function_app_slot" "pass_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = false
  }
}
resource "azurerm_windows_function_app_slot" "fail_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = true
  }
}
resource "azurerm_windows_function_app_slot" "pass_absent" {

}
resource "azurerm_linux_web_app" "pass_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = false
  }
}
resource "azurerm_linux_web_app" "fail_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = true
  }
}
resource "azurerm_linux_web_app" "pass_absent" {

}
resource "azurerm_linux_web_app_slot" "pass_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = false
  }
}
resource "azurerm_linux_web_app_slot" "fail_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = true
  }
}
resource "azurerm_linux_web_app_slot" "pass_absent" {

}
resource "azurerm_windows_web_app" "pass_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = false
  }
}
resource "azurerm_windows_web_app" "fail_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = true
  }
}
resource "azurerm_windows_web_app" "pass_absent" {

}
resource "azurerm_windows_web_app_slot" "pass_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = false
  }
}
resource "azurerm_windows_web_app_slot" "fail_remote_debugging_enabled" {
  site_config {
    remote_debugging_enabled = true
  }
}
resource "azurerm_windows_web_app_slot" "pass_absent" {

}
