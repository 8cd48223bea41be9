resource "azurerm_storage_account" "pass_x" {
  blob_properties {
    delete_retention_policy {
      days = 7
    }
  }
}
resource "azurerm_storage_account" "pass_x2" {
  blob_properties {
    delete_retention_policy {
    }
  }
}
resource "azurerm_storage_account" "pass_x3" {
  blob_properties {
    delete_retention_policy {
      days = "30"
    }
    versioning_enabled = true
  }
}
resource "azurerm_storage_account" "fail_x" {
  name = "a"
}
resource "azurerm_storage_account" "fail_x2" {
  blob_properties {
    versioning_enabled = true
  }
}
resource "azurerm_storage_account" "fail_x3" {
  blob_properties {
  }
}
resource "azurerm_storage_account" "left_files_too" {
  account_kind = "FileStorage"
}
