terraform {
  required_version = "~> 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.60"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "tenant_id" {
  description = "The tenant of Entra ID."
  type        = string
}

resource "azurerm_resource_group" "platform" {
  name     = "backup-in-reach"
  location = "westeurope"
}

resource "azurerm_key_vault" "this" {
  name                       = "backup-in-reach"
  location                   = azurerm_resource_group.platform.location
  resource_group_name        = azurerm_resource_group.platform.name
  tenant_id                  = var.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = false
  soft_delete_retention_days = 7
}

resource "azurerm_key_vault_key" "backup" {
  name         = "backup"
  key_vault_id = azurerm_key_vault.this.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["unwrapKey", "wrapKey"]
}

resource "azurerm_storage_account" "backup" {
  name                     = "backupinreach"
  location                 = azurerm_resource_group.platform.location
  resource_group_name      = azurerm_resource_group.platform.name
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_data_protection_backup_vault" "this" {
  name                = "backup-in-reach"
  location            = azurerm_resource_group.platform.location
  resource_group_name = azurerm_resource_group.platform.name
  datastore_type      = "VaultStore"
  redundancy          = "LocallyRedundant"
  soft_delete         = "Off"
}

resource "azurerm_log_analytics_workspace" "this" {
  name                = "backup-in-reach"
  location            = azurerm_resource_group.platform.location
  resource_group_name = azurerm_resource_group.platform.name
  retention_in_days   = 30
}

# Pods that break the standards are reported, and run.
resource "azurerm_resource_group_policy_assignment" "pods" {
  name                 = "pods"
  resource_group_id    = azurerm_resource_group.platform.id
  policy_definition_id = "/providers/Microsoft.Authorization/policySetDefinitions/a8640138-9b0a-4a28-b8cb-1666c838647d"

  parameters = jsonencode({
    effect = { value = "Audit" }
  })
}
