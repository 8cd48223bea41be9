resource "azurerm_storage_account" "pass_x" {
  queue_properties {
    logging {
      delete                = true
      read                  = true
      write                 = true
      version               = "1.0"
      retention_policy_days = 10
    }
  }
}
resource "azurerm_storage_account" "pass_x2" {
  account_kind = "StorageV2"
  queue_properties {
    logging {
      delete                = "true"
      read                  = "true"
      write                 = "true"
      version               = "1.0"
      retention_policy_days = 10
    }
  }
}
resource "azurerm_storage_account" "fail_x" {
  queue_properties {
    logging {
      delete                = false
      read                  = true
      write                 = true
      version               = "1.0"
      retention_policy_days = 10
    }
  }
}
resource "azurerm_storage_account" "fail_x2" {
  queue_properties {
    logging {
      delete                = true
      read                  = false
      write                 = true
      version               = "1.0"
      retention_policy_days = 10
    }
  }
}
resource "azurerm_storage_account" "fail_x3" {
  queue_properties {
    logging {
      delete                = true
      read                  = true
      write                 = false
      version               = "1.0"
      retention_policy_days = 10
    }
  }
}
resource "azurerm_storage_account" "fail_x4" {
  account_kind = "StorageV2"
}
resource "azurerm_storage_account" "fail_x5" {
  queue_properties {
    hour_metrics {
      enabled = true
      version = "1.0"
    }
  }
}
resource "azurerm_storage_account" "left_x" {
  account_kind = "BlobStorage"
}
resource "azurerm_storage_account" "left_x2" {
  account_kind = "BlockBlobStorage"
}
resource "azurerm_storage_account" "left_x3" {
  account_kind = "FileStorage"
}
resource "azurerm_storage_account" "pass_separate" {
  name = "a"
}
resource "azurerm_storage_account_queue_properties" "aux" {
  storage_account_id = azurerm_storage_account.pass_separate.id
  logging {
    version = "1.0"
    delete  = true
    read    = true
    write   = true
  }
}
resource "azurerm_storage_account" "fail_separate" {
  name = "b"
}
resource "azurerm_storage_account_queue_properties" "aux2" {
  storage_account_id = azurerm_storage_account.fail_separate.id
  logging {
    version = "1.0"
    delete  = true
    read    = false
    write   = true
  }
}
resource "azurerm_storage_account" "pass_x_too" {
  queue_properties {
    logging {
      delete  = true
      read    = true
      write   = true
      version = "1.0"
    }
  }
  account_kind = "Storage"
}
