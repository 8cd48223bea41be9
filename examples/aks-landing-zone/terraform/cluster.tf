# --- Who the cluster is ------------------------------------------------------------------------------------------------

resource "azurerm_user_assigned_identity" "cluster" {
  for_each = toset(["control-plane", "kubelet"])

  name                = "${var.name}-${each.key}"
  location            = azurerm_resource_group.this["cluster"].location
  resource_group_name = azurerm_resource_group.this["cluster"].name
  tags                = local.tags
}

# What each of them may do, and where: never on a subscription, never more than a named role.
resource "azurerm_role_assignment" "cluster" {
  for_each = {
    nodes   = { who = "control-plane", role = "Network Contributor", scope = azurerm_subnet.spoke["nodes"].id }
    routes  = { who = "control-plane", role = "Network Contributor", scope = azurerm_route_table.spoke.id }
    names   = { who = "control-plane", role = "Private DNS Zone Contributor", scope = azurerm_private_dns_zone.this["cluster"].id }
    kubelet = { who = "control-plane", role = "Managed Identity Operator", scope = azurerm_user_assigned_identity.cluster["kubelet"].id }
    disks   = { who = "control-plane", role = "Reader", scope = azurerm_disk_encryption_set.nodes.id }
    images  = { who = "kubelet", role = "AcrPull", scope = azurerm_container_registry.this.id }
  }

  principal_id         = azurerm_user_assigned_identity.cluster[each.value.who].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = each.value.role
  scope                = each.value.scope
}

# --- The cluster -------------------------------------------------------------------------------------------------------

resource "azurerm_kubernetes_cluster" "this" {
  name                = var.name
  location            = azurerm_resource_group.this["cluster"].location
  resource_group_name = azurerm_resource_group.this["cluster"].name
  node_resource_group = "${var.name}-nodes"
  dns_prefix          = var.name
  sku_tier            = "Standard"
  tags                = local.tags

  # Its API is on the private network only.
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = azurerm_private_dns_zone.this["cluster"].id

  # People log in with Entra ID, and roles of Azure say what they may do. There is no administrator without a name.
  local_account_disabled            = true
  role_based_access_control_enabled = true
  run_command_enabled               = false

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    tenant_id              = var.tenant_id
    admin_group_object_ids = var.admin_group_ids
  }

  # Workloads log in with the tokens of their service accounts.
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  azure_policy_enabled         = true
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 48
  automatic_upgrade_channel    = "stable"
  node_os_upgrade_channel      = "NodeImage"
  disk_encryption_set_id       = azurerm_disk_encryption_set.nodes.id

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.cluster["control-plane"].id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.cluster["kubelet"].client_id
    object_id                 = azurerm_user_assigned_identity.cluster["kubelet"].principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.cluster["kubelet"].id
  }

  default_node_pool {
    name                         = "system"
    vm_size                      = var.node_size
    vnet_subnet_id               = azurerm_subnet.spoke["nodes"].id
    zones                        = ["1", "2", "3"]
    auto_scaling_enabled         = true
    min_count                    = 3
    max_count                    = 6
    max_pods                     = 110
    only_critical_addons_enabled = true
    host_encryption_enabled      = true
    os_disk_type                 = "Ephemeral"
    os_sku                       = "AzureLinux"
    temporary_name_for_rotation  = "systemtemp"

    upgrade_settings {
      max_surge = "33%"
    }
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    load_balancer_sku   = "standard"
    outbound_type       = "userDefinedRouting"
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }

  oms_agent {
    log_analytics_workspace_id      = azurerm_log_analytics_workspace.this.id
    msi_auth_for_monitoring_enabled = true
  }

  microsoft_defender {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id
  }

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = "Sunday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = "Saturday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
  }

  depends_on = [
    azurerm_role_assignment.cluster,
    azurerm_subnet_route_table_association.spoke,
    azurerm_route.out,
    azurerm_private_dns_zone_virtual_network_link.this,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "workloads" {
  name                    = "workloads"
  kubernetes_cluster_id   = azurerm_kubernetes_cluster.this.id
  vm_size                 = var.node_size
  vnet_subnet_id          = azurerm_subnet.spoke["nodes"].id
  zones                   = ["1", "2", "3"]
  auto_scaling_enabled    = true
  min_count               = 3
  max_count               = var.max_nodes
  max_pods                = 110
  host_encryption_enabled = true
  os_disk_type            = "Ephemeral"
  os_sku                  = "AzureLinux"
  tags                    = local.tags

  upgrade_settings {
    max_surge = "33%"
  }
}

# --- Who the workloads are ---------------------------------------------------------------------------------------------

resource "azurerm_user_assigned_identity" "workload" {
  for_each = var.workloads

  name                = "${var.name}-${each.key}"
  location            = azurerm_resource_group.this["cluster"].location
  resource_group_name = azurerm_resource_group.this["cluster"].name
  tags                = local.tags
}

# A token of exactly this service account, in exactly this cluster, is the identity.
resource "azurerm_federated_identity_credential" "workload" {
  for_each = var.workloads

  name                = each.key
  resource_group_name = azurerm_resource_group.this["cluster"].name
  parent_id           = azurerm_user_assigned_identity.workload[each.key].id
  issuer              = azurerm_kubernetes_cluster.this.oidc_issuer_url
  subject             = "system:serviceaccount:${each.value.namespace}:${each.value.service_account}"
  audience            = ["api://AzureADTokenExchange"]
}

resource "azurerm_role_assignment" "workload" {
  for_each = var.workloads

  principal_id         = azurerm_user_assigned_identity.workload[each.key].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Key Vault Secrets User"
  scope                = azurerm_key_vault.this.id
}
