resource "azurerm_service_fabric_cluster" "pass_x" {
  fabric_settings {
    name = "Security"
    parameters = {
      ClusterProtectionLevel = "EncryptAndSign"
    }
  }
}
resource "azurerm_service_fabric_cluster" "pass_x2" {
  fabric_settings {
    name = "Other"
    parameters = {
      a = "b"
    }
  }
  fabric_settings {
    name = "Security"
    parameters = {
      ClusterProtectionLevel = "EncryptAndSign"
    }
  }
}
resource "azurerm_service_fabric_cluster" "pass_x3" {
  fabric_settings {
    name = "Security"
    parameters = {
      "ClusterProtectionLevel" = "EncryptAndSign"
    }
  }
}
resource "azurerm_service_fabric_cluster" "fail_x" {
  fabric_settings {
    name = "Security"
    parameters = {
      ClusterProtectionLevel = "Sign"
    }
  }
}
resource "azurerm_service_fabric_cluster" "fail_x2" {
  fabric_settings {
    name = "Security"
    parameters = {
      ClusterProtectionLevel = "None"
    }
  }
}
resource "azurerm_service_fabric_cluster" "fail_x3" {
  name = "a"
}
resource "azurerm_service_fabric_cluster" "fail_x4" {
  fabric_settings {
    name = "Other"
    parameters = {
      a = "b"
    }
  }
}
resource "azurerm_service_fabric_cluster" "fail_x5" {
  fabric_settings {
    name = "Security"
  }
}
