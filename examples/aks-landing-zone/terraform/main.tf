# A private AKS cluster in a spoke, and a hub through which everything leaves.

terraform {
  required_version = "~> 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.60"
    }
  }
}

# The subscription is ARM_SUBSCRIPTION_ID of whoever applies.
provider "azurerm" {
  storage_use_azuread = true

  features {
    key_vault {
      purge_soft_delete_on_destroy = false
    }
  }
}

locals {
  tags = {
    Environment = var.environment
    ManagedBy   = "terraform"
    Project     = var.name
  }

  # What everything sends its logs for.
  diagnosed = {
    backup   = azurerm_data_protection_backup_vault.this.id
    cluster  = azurerm_kubernetes_cluster.this.id
    firewall = azurerm_firewall.hub.id
    registry = azurerm_container_registry.this.id
    vault    = azurerm_key_vault.this.id
  }
}

resource "azurerm_resource_group" "this" {
  for_each = toset(["cluster", "network", "platform"])

  name     = "${var.name}-${each.key}"
  location = var.location
  tags     = local.tags
}
