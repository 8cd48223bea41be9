resource "azurerm_function_app" "pass_min_tls_version" {
  site_config {
    min_tls_version = "1.2"
  }
}
resource "azurerm_function_app" "fail_min_tls_version" {
  site_config {
    min_tls_version = "1.0"
  }
}
resource "azurerm_function_app" "fail_min_tls_version2" {
  site_config {
    min_tls_version = "1.1"
  }
}
resource "azurerm_function_app" "pass_absent" {

}
resource "azurerm_function_app_slot" "pass_min_tls_version" {
  site_config {
    min_tls_version = "1.2"
  }
}
resource "azurerm_function_app_slot" "fail_min_tls_version" {
  site_config {
    min_tls_version = "1.0"
  }
}
resource "azurerm_function_app_slot" "fail_min_tls_version2" {
  site_config {
    min_tls_version = "1.1"
  }
}
resource "azurerm_function_app_slot" "pass_absent" {

}
resource "azurerm_linux_function_app" "pass_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.2"
  }
}
resource "azurerm_linux_function_app" "pass_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.3"
  }
}
resource "azurerm_linux_function_app" "fail_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.0"
  }
}
resource "azurerm_linux_function_app" "fail_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.1"
  }
}
resource "azurerm_linux_function_app" "pass_absent" {

}
resource "azurerm_linux_function_app_slot" "pass_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.2"
  }
}
resource "azurerm_linux_function_app_slot" "pass_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.3"
  }
}
resource "azurerm_linux_function_app_slot" "fail_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.0"
  }
}
resource "azurerm_linux_function_app_slot" "fail_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.1"
  }
}
resource "azurerm_linux_function_app_slot" "pass_absent" {

}
resource "azurerm_windows_function_app" "pass_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.2"
  }
}
resource "azurerm_windows_function_app" "pass_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.3"
  }
}
resource "azurerm_windows_function_app" "fail_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.0"
  }
}
resource "azurerm_windows_function_app" "fail_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.1"
  }
}
resource "azurerm_windows_function_app" "pass_absent" {

}
resource "azurerm_windows_function_app_slot" "pass_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.2"
  }
}
resource "azurerm_windows_function_app_slot" "pass_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.3"
  }
}
resource "azurerm_windows_function_app_slot" "fail_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.0"
  }
}
resource "azurerm_windows_function_app_slot" "fail_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.1"
  }
}
resource "azurerm_windows_function_app_slot" "pass_absent" {

}
