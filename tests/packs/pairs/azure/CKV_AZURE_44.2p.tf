terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 2.99"
    }
  }
}

resource "azurerm_storage_account" "pass_new" {
  min_tls_version = "TLS1_2"
}

resource "azurerm_storage_account" "fail_silent" {
  name = "silent"
}

resource "azurerm_storage_account" "fail_old" {
  min_tls_version = "TLS1_0"
}
