resource "azurerm_app_service" "pass_x" {
  name = "a"
}
resource "azurerm_app_service" "pass_x2" {
  site_config {
  }
}
resource "azurerm_app_service" "pass_x3" {
  site_config {
    cors {
      allowed_origins = ["https://example.com"]
    }
  }
}
resource "azurerm_app_service" "pass_x4" {
  site_config {
    cors {
      allowed_origins = []
    }
  }
}
resource "azurerm_app_service" "fail_x" {
  site_config {
    cors {
      allowed_origins = ["*"]
    }
  }
}
resource "azurerm_app_service" "fail_x2" {
  site_config {
    cors {
      allowed_origins = ["https://a.b", "*"]
    }
  }
}
resource "azurerm_app_service" "fail_x3" {
  site_config {
    dynamic "cors" {
      for_each = [1]
      content {
        allowed_origins = ["*"]
      }
    }
  }
}
resource "azurerm_app_service" "unknown_x" {
  site_config {
    cors {
      allowed_origins = var.x
    }
  }
}
resource "azurerm_linux_web_app" "pass_x" {
  name = "a"
}
resource "azurerm_linux_web_app" "pass_x2" {
  site_config {
  }
}
resource "azurerm_linux_web_app" "pass_x3" {
  site_config {
    cors {
      allowed_origins = ["https://example.com"]
    }
  }
}
resource "azurerm_linux_web_app" "pass_x4" {
  site_config {
    cors {
      allowed_origins = []
    }
  }
}
resource "azurerm_linux_web_app" "fail_x" {
  site_config {
    cors {
      allowed_origins = ["*"]
    }
  }
}
resource "azurerm_linux_web_app" "fail_x2" {
  site_config {
    cors {
      allowed_origins = ["https://a.b", "*"]
    }
  }
}
resource "azurerm_linux_web_app" "fail_x3" {
  site_config {
    dynamic "cors" {
      for_each = [1]
      content {
        allowed_origins = ["*"]
      }
    }
  }
}
resource "azurerm_linux_web_app" "unknown_x" {
  site_config {
    cors {
      allowed_origins = var.x
    }
  }
}
resource "azurerm_windows_web_app" "pass_x" {
  name = "a"
}
resource "azurerm_windows_web_app" "pass_x2" {
  site_config {
  }
}
resource "azurerm_windows_web_app" "pass_x3" {
  site_config {
    cors {
      allowed_origins = ["https://example.com"]
    }
  }
}
resource "azurerm_windows_web_app" "pass_x4" {
  site_config {
    cors {
      allowed_origins = []
    }
  }
}
resource "azurerm_windows_web_app" "fail_x" {
  site_config {
    cors {
      allowed_origins = ["*"]
    }
  }
}
resource "azurerm_windows_web_app" "fail_x2" {
  site_config {
    cors {
      allowed_origins = ["https://a.b", "*"]
    }
  }
}
resource "azurerm_windows_web_app" "fail_x3" {
  site_config {
    dynamic "cors" {
      for_each = [1]
      content {
        allowed_origins = ["*"]
      }
    }
  }
}
resource "azurerm_windows_web_app" "unknown_x" {
  site_config {
    cors {
      allowed_origins = var.x
    }
  }
}
variable "x" {
}
