resource "azurerm_app_service" "stricter_6" {
  site_config {
    dotnet_framework_version = "v6.0"
  }
}
resource "azurerm_app_service" "looser_framework" {
  site_config {
    dotnet_framework_version = "v4.0"
  }
}
resource "azurerm_app_service" "fail_dotnet_framework_version2" {
  site_config {
    dotnet_framework_version = "v2.0"
  }
}
resource "azurerm_windows_web_app" "pass_x" {
  site_config {
    application_stack {
      dotnet_version = "v10.0"
    }
  }
}
resource "azurerm_windows_web_app" "fail_x" {
  site_config {
    application_stack {
      dotnet_version = "v3.0"
    }
  }
}
resource "azurerm_windows_web_app" "fail_x2" {
  site_config {
    application_stack {
      dotnet_version = "v5.0"
    }
  }
}
resource "azurerm_windows_web_app" "fail_x3" {
  site_config {
    application_stack {
      dotnet_version = "v6.0"
    }
  }
}
resource "azurerm_windows_web_app" "fail_x4" {
  site_config {
    application_stack {
      dotnet_version = "v7.0"
    }
  }
}
resource "azurerm_windows_web_app" "pass_other_x" {
  site_config {
    application_stack {
      php_version = "8.2"
    }
  }
}
