resource "azurerm_app_service" "pass_x" {
  logs {
    http_logs {
      file_system {
        retention_in_days = 4
        retention_in_mb   = 25
      }
    }
  }
}
resource "azurerm_app_service" "pass_x2" {
  logs {
    http_logs {
      azure_blob_storage {
        sas_url           = "https://x"
        retention_in_days = 7
      }
    }
  }
}
resource "azurerm_app_service" "fail_x" {
  name = "a"
}
resource "azurerm_app_service" "fail_x2" {
  logs {
    application_logs {
      file_system_level = "Error"
    }
  }
}
resource "azurerm_app_service" "fail_x3" {
  logs {
  }
}
resource "azurerm_linux_web_app" "pass_x" {
  logs {
    http_logs {
      file_system {
        retention_in_days = 4
        retention_in_mb   = 25
      }
    }
  }
}
resource "azurerm_linux_web_app" "pass_x2" {
  logs {
    http_logs {
      azure_blob_storage {
        sas_url           = "https://x"
        retention_in_days = 7
      }
    }
  }
}
resource "azurerm_linux_web_app" "fail_x" {
  name = "a"
}
resource "azurerm_linux_web_app" "fail_x2" {
  logs {
    application_logs {
      file_system_level = "Error"
    }
  }
}
resource "azurerm_linux_web_app" "fail_x3" {
  logs {
  }
}
resource "azurerm_windows_web_app" "pass_x" {
  logs {
    http_logs {
      file_system {
        retention_in_days = 4
        retention_in_mb   = 25
      }
    }
  }
}
resource "azurerm_windows_web_app" "pass_x2" {
  logs {
    http_logs {
      azure_blob_storage {
        sas_url           = "https://x"
        retention_in_days = 7
      }
    }
  }
}
resource "azurerm_windows_web_app" "fail_x" {
  name = "a"
}
resource "azurerm_windows_web_app" "fail_x2" {
  logs {
    application_logs {
      file_system_level = "Error"
    }
  }
}
resource "azurerm_windows_web_app" "fail_x3" {
  logs {
  }
}
