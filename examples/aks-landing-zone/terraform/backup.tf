# --- Where backups are -------------------------------------------------------------------------------------------------

resource "azurerm_data_protection_backup_vault" "this" {
  name                         = "${var.name}-backup"
  location                     = azurerm_resource_group.this["platform"].location
  resource_group_name          = azurerm_resource_group.this["platform"].name
  datastore_type               = "VaultStore"
  redundancy                   = "GeoRedundant"
  cross_region_restore_enabled = true
  soft_delete                  = "On"
  retention_duration_in_days   = 30
  immutability                 = "Unlocked"
  tags                         = local.tags

  identity {
    type = "SystemAssigned"
  }
}

# riveter:ignore storage-queue-logging reason="the account has no queues"
resource "azurerm_storage_account" "backup" {
  name                              = "${var.name}backup"
  location                          = azurerm_resource_group.this["platform"].location
  resource_group_name               = azurerm_resource_group.this["platform"].name
  account_tier                      = "Standard"
  account_replication_type          = "GZRS"
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  allow_nested_items_to_be_public   = false
  shared_access_key_enabled         = false
  default_to_oauth_authentication   = true
  local_user_enabled                = false
  cross_tenant_replication_enabled  = false
  infrastructure_encryption_enabled = true
  public_network_access_enabled     = false
  tags                              = local.tags

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 30
    }
  }

  sas_policy {
    expiration_period = "01.00:00:00"
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.key["backup"].id]
  }

  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.this["backup"].versionless_id
    user_assigned_identity_id = azurerm_user_assigned_identity.key["backup"].id
  }

  depends_on = [azurerm_role_assignment.key]
}

resource "azurerm_storage_container" "backup" {
  name                  = "cluster"
  storage_account_id    = azurerm_storage_account.backup.id
  container_access_type = "private"
}

# --- What is backed up, and when ---------------------------------------------------------------------------------------

resource "azurerm_data_protection_backup_policy_kubernetes_cluster" "daily" {
  name                            = "daily"
  resource_group_name             = azurerm_resource_group.this["platform"].name
  vault_name                      = azurerm_data_protection_backup_vault.this.name
  backup_repeating_time_intervals = ["R/2026-01-01T01:00:00+00:00/P1D"]

  default_retention_rule {
    life_cycle {
      data_store_type = "OperationalStore"
      duration        = "P${var.backup_days}D"
    }
  }
}

resource "azurerm_kubernetes_cluster_extension" "backup" {
  name              = "azure-aks-backup"
  cluster_id        = azurerm_kubernetes_cluster.this.id
  extension_type    = "microsoft.dataprotection.kubernetes"
  release_namespace = "dataprotection-microsoft"

  configuration_settings = {
    "configuration.backupStorageLocation.bucket"                = azurerm_storage_container.backup.name
    "configuration.backupStorageLocation.config.resourceGroup"  = azurerm_resource_group.this["platform"].name
    "configuration.backupStorageLocation.config.storageAccount" = azurerm_storage_account.backup.name
    "configuration.backupStorageLocation.config.useAAD"         = "true"
    "credentials.tenantId"                                      = var.tenant_id
  }
}

resource "azurerm_kubernetes_cluster_trusted_access_role_binding" "backup" {
  name                  = "backup"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
  source_resource_id    = azurerm_data_protection_backup_vault.this.id
  roles                 = ["Microsoft.DataProtection/backupVaults/backup-operator"]
}

resource "azurerm_role_assignment" "backup" {
  for_each = {
    extension = {
      who   = azurerm_kubernetes_cluster_extension.backup.aks_assigned_identity[0].principal_id
      role  = "Storage Blob Data Contributor"
      scope = azurerm_storage_container.backup.id
    }
    vault-reads-cluster = {
      who   = azurerm_data_protection_backup_vault.this.identity[0].principal_id
      role  = "Reader"
      scope = azurerm_kubernetes_cluster.this.id
    }
    vault-reads-snapshots = {
      who   = azurerm_data_protection_backup_vault.this.identity[0].principal_id
      role  = "Reader"
      scope = azurerm_resource_group.this["platform"].id
    }
    cluster-keeps-snapshots = {
      who   = azurerm_user_assigned_identity.cluster["control-plane"].principal_id
      role  = "Disk Snapshot Contributor"
      scope = azurerm_resource_group.this["platform"].id
    }
  }

  principal_id         = each.value.who
  principal_type       = "ServicePrincipal"
  role_definition_name = each.value.role
  scope                = each.value.scope
}

resource "azurerm_data_protection_backup_instance_kubernetes_cluster" "this" {
  name                         = var.name
  location                     = azurerm_resource_group.this["platform"].location
  vault_id                     = azurerm_data_protection_backup_vault.this.id
  kubernetes_cluster_id        = azurerm_kubernetes_cluster.this.id
  snapshot_resource_group_name = azurerm_resource_group.this["platform"].name
  backup_policy_id             = azurerm_data_protection_backup_policy_kubernetes_cluster.daily.id

  backup_datasource_parameters {
    cluster_scoped_resources_enabled = true
    volume_snapshot_enabled          = true
    excluded_namespaces              = ["kube-system"]
  }

  depends_on = [azurerm_role_assignment.backup, azurerm_kubernetes_cluster_trusted_access_role_binding.backup]
}
