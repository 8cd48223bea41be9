# --- Keys and secrets --------------------------------------------------------------------------------------------------

resource "azurerm_key_vault" "this" {
  name                          = "${var.name}-vault"
  location                      = azurerm_resource_group.this["platform"].location
  resource_group_name           = azurerm_resource_group.this["platform"].name
  tenant_id                     = var.tenant_id
  sku_name                      = "premium"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  public_network_access_enabled = false
  tags                          = local.tags

  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}

resource "azurerm_key_vault_key" "this" {
  for_each = toset(["backup", "images", "nodes"])

  name         = each.key
  key_vault_id = azurerm_key_vault.this.id
  key_type     = "RSA-HSM"
  key_size     = 3072
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = local.tags

  # Each version expires. A new one is made a month before.
  expiration_date = timeadd("2026-01-01T00:00:00Z", "17520h")

  rotation_policy {
    expire_after         = "P1Y"
    notify_before_expiry = "P45D"

    automatic {
      time_before_expiry = "P30D"
    }
  }

  # Without these, nobody reaches the vault.
  depends_on = [azurerm_private_endpoint.vault, azurerm_private_dns_zone_virtual_network_link.this]

  lifecycle {
    ignore_changes = [expiration_date] # the rotation moves it
  }
}

# What uses a key has an identity for nothing else.
resource "azurerm_user_assigned_identity" "key" {
  for_each = azurerm_key_vault_key.this

  name                = "${var.name}-key-${each.key}"
  location            = azurerm_resource_group.this["platform"].location
  resource_group_name = azurerm_resource_group.this["platform"].name
  tags                = local.tags
}

resource "azurerm_role_assignment" "key" {
  for_each = azurerm_key_vault_key.this

  principal_id         = azurerm_user_assigned_identity.key[each.key].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Key Vault Crypto Service Encryption User"
  scope                = each.value.resource_versionless_id
}

resource "azurerm_disk_encryption_set" "nodes" {
  name                      = "${var.name}-nodes"
  location                  = azurerm_resource_group.this["platform"].location
  resource_group_name       = azurerm_resource_group.this["platform"].name
  key_vault_key_id          = azurerm_key_vault_key.this["nodes"].versionless_id
  auto_key_rotation_enabled = true
  encryption_type           = "EncryptionAtRestWithPlatformAndCustomerKeys"
  tags                      = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.key["nodes"].id]
  }

  depends_on = [azurerm_role_assignment.key]
}

# --- Images ------------------------------------------------------------------------------------------------------------

resource "azurerm_container_registry" "this" {
  name                          = "${var.name}images"
  location                      = azurerm_resource_group.this["platform"].location
  resource_group_name           = azurerm_resource_group.this["platform"].name
  sku                           = "Premium"
  admin_enabled                 = false
  anonymous_pull_enabled        = false
  data_endpoint_enabled         = true
  export_policy_enabled         = false
  public_network_access_enabled = false
  quarantine_policy_enabled     = true
  retention_policy_in_days      = 30
  zone_redundancy_enabled       = true
  tags                          = local.tags

  georeplications {
    location                        = var.backup_location
    global_endpoint_routing_enabled = true
    zone_redundancy_enabled         = true
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.key["images"].id]
  }

  encryption {
    key_vault_key_id   = azurerm_key_vault_key.this["images"].versionless_id
    identity_client_id = azurerm_user_assigned_identity.key["images"].client_id
  }

  depends_on = [azurerm_role_assignment.key]
}

# --- Policies: what may run in the cluster -----------------------------------------------------------------------------

locals {
  # Initiatives that Azure has: see `az policy set-definition list`.
  initiatives = {
    baseline   = { id = "a8640138-9b0a-4a28-b8cb-1666c838647d", title = "Pod security baseline standards" }
    restricted = { id = "42b8ef37-b724-4e24-bbc8-7a7708edfe00", title = "Pod security restricted standards" }
  }
}

resource "azurerm_resource_group_policy_assignment" "pods" {
  for_each = local.initiatives

  name                 = "pods-${each.key}"
  display_name         = each.value.title
  resource_group_id    = azurerm_resource_group.this["cluster"].id
  policy_definition_id = "/providers/Microsoft.Authorization/policySetDefinitions/${each.value.id}"
  enforce              = true

  # Add-ons of AKS run there, and need more.
  parameters = jsonencode({
    effect             = { value = "Deny" }
    excludedNamespaces = { value = ["kube-system", "gatekeeper-system", "azure-arc", "dataprotection-microsoft"] }
  })

  non_compliance_message {
    content = "Pods in this cluster follow the pod security standards of Kubernetes."
  }
}
