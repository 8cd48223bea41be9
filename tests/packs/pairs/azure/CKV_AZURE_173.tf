resource "azurerm_api_management" "pass_x" {
  security {
    enable_backend_ssl30 = false
  }
}
resource "azurerm_api_management" "fail_x" {
  security {
    enable_backend_ssl30 = true
  }
}
resource "azurerm_api_management" "pass_x2" {
  security {
    enable_backend_tls10 = false
  }
}
resource "azurerm_api_management" "fail_x2" {
  security {
    enable_backend_tls10 = true
  }
}
resource "azurerm_api_management" "pass_x3" {
  security {
    enable_backend_tls11 = false
  }
}
resource "azurerm_api_management" "fail_x3" {
  security {
    enable_backend_tls11 = true
  }
}
resource "azurerm_api_management" "pass_x4" {
  security {
    enable_frontend_ssl30 = false
  }
}
resource "azurerm_api_management" "fail_x4" {
  security {
    enable_frontend_ssl30 = true
  }
}
resource "azurerm_api_management" "pass_x5" {
  security {
    enable_frontend_tls10 = false
  }
}
resource "azurerm_api_management" "fail_x5" {
  security {
    enable_frontend_tls10 = true
  }
}
resource "azurerm_api_management" "pass_x6" {
  security {
    enable_frontend_tls11 = false
  }
}
resource "azurerm_api_management" "fail_x6" {
  security {
    enable_frontend_tls11 = true
  }
}
resource "azurerm_api_management" "pass_x7" {
  security {
    backend_ssl30_enabled = false
  }
}
resource "azurerm_api_management" "fail_x7" {
  security {
    backend_ssl30_enabled = true
  }
}
resource "azurerm_api_management" "pass_x8" {
  security {
    backend_tls10_enabled = false
  }
}
resource "azurerm_api_management" "fail_x8" {
  security {
    backend_tls10_enabled = true
  }
}
resource "azurerm_api_management" "pass_x9" {
  security {
    backend_tls11_enabled = false
  }
}
resource "azurerm_api_management" "fail_x9" {
  security {
    backend_tls11_enabled = true
  }
}
resource "azurerm_api_management" "pass_x10" {
  security {
    frontend_ssl30_enabled = false
  }
}
resource "azurerm_api_management" "fail_x10" {
  security {
    frontend_ssl30_enabled = true
  }
}
resource "azurerm_api_management" "pass_x11" {
  security {
    frontend_tls10_enabled = false
  }
}
resource "azurerm_api_management" "fail_x11" {
  security {
    frontend_tls10_enabled = true
  }
}
resource "azurerm_api_management" "pass_x12" {
  security {
    frontend_tls11_enabled = false
  }
}
resource "azurerm_api_management" "fail_x12" {
  security {
    frontend_tls11_enabled = true
  }
}
resource "azurerm_api_management" "pass_x13" {
  name = "a"
}
resource "azurerm_api_management" "pass_x14" {
  security {
  }
}
resource "azurerm_api_management" "fail_x13" {
  security {
    frontend_tls10_enabled = "true"
  }
}
