resource "azurerm_app_service" "pass_min_tls_version" {
  site_config {
    min_tls_version = "1.2"
  }
}
resource "azurerm_app_service" "fail_min_tls_version" {
  site_config {
    min_tls_version = "1.0"
  }
}
resource "azurerm_app_service" "fail_min_tls_version2" {
  site_config {
    min_tls_version = "1.1"
  }
}
resource "azurerm_app_service" "pass_absent" {

}
resource "azurerm_linux_web_app" "pass_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.2"
  }
}
resource "azurerm_linux_web_app" "pass_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.3"
  }
}
resource "azurerm_linux_web_app" "fail_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.0"
  }
}
resource "azurerm_linux_web_app" "fail_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.1"
  }
}
resource "azurerm_linux_web_app" "pass_absent" {

}
resource "azurerm_windows_web_app" "pass_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.2"
  }
}
resource "azurerm_windows_web_app" "pass_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.3"
  }
}
resource "azurerm_windows_web_app" "fail_minimum_tls_version" {
  site_config {
    minimum_tls_version = "1.0"
  }
}
resource "azurerm_windows_web_app" "fail_minimum_tls_version2" {
  site_config {
    minimum_tls_version = "1.1"
  }
}
resource "azurerm_windows_web_app" "pass_absent" {

}
resource "azurerm_app_service" "pass_x" {
  site_config {
  }
}
resource "azurerm_linux_web_app" "pass_x" {
  site_config {
  }
}
resource "azurerm_windows_web_app" "pass_x" {
  site_config {
  }
}
