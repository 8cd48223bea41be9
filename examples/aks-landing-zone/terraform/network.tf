# --- The hub: the way out ----------------------------------------------------------------------------------------------

resource "azurerm_virtual_network" "hub" {
  name                = "${var.name}-hub"
  location            = azurerm_resource_group.this["network"].location
  resource_group_name = azurerm_resource_group.this["network"].name
  address_space       = [var.hub_cidr]
  tags                = local.tags
}

locals {
  firewall_subnet = cidrsubnet(var.hub_cidr, 4, 0)
  # Azure keeps the first four addresses of a subnet for itself. The firewall takes the next one.
  firewall_address = cidrhost(local.firewall_subnet, 4)
}

# The subnet of a firewall has this name, and may have no security group.
resource "azurerm_subnet" "firewall" {
  name                 = "AzureFirewallSubnet"
  resource_group_name  = azurerm_resource_group.this["network"].name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = [local.firewall_subnet]
}

resource "azurerm_public_ip" "firewall" {
  name                = "${var.name}-firewall"
  location            = azurerm_resource_group.this["network"].location
  resource_group_name = azurerm_resource_group.this["network"].name
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
  tags                = local.tags
}

resource "azurerm_firewall_policy" "hub" {
  name                     = "${var.name}-hub"
  location                 = azurerm_resource_group.this["network"].location
  resource_group_name      = azurerm_resource_group.this["network"].name
  sku                      = "Premium"
  threat_intelligence_mode = "Deny"
  tags                     = local.tags

  dns {
    proxy_enabled = true
  }

  intrusion_detection {
    mode = "Deny"
  }
}

resource "azurerm_firewall" "hub" {
  name                = "${var.name}-hub"
  location            = azurerm_resource_group.this["network"].location
  resource_group_name = azurerm_resource_group.this["network"].name
  firewall_policy_id  = azurerm_firewall_policy.hub.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Premium"
  zones               = ["1", "2", "3"]
  tags                = local.tags

  ip_configuration {
    name                 = "public"
    subnet_id            = azurerm_subnet.firewall.id
    public_ip_address_id = azurerm_public_ip.firewall.id
  }
}

# Nothing else leaves: what no rule allows is denied.
resource "azurerm_firewall_policy_rule_collection_group" "egress" {
  name               = "egress"
  firewall_policy_id = azurerm_firewall_policy.hub.id
  priority           = 200

  network_rule_collection {
    name     = "time"
    priority = 210
    action   = "Allow"

    rule {
      name                  = "ntp"
      protocols             = ["UDP"]
      source_addresses      = azurerm_subnet.spoke["nodes"].address_prefixes
      destination_fqdns     = ["ntp.ubuntu.com"]
      destination_ports     = ["123"]
      destination_addresses = []
    }
  }

  application_rule_collection {
    name     = "kubernetes"
    priority = 220
    action   = "Allow"

    rule {
      name                  = "aks"
      source_addresses      = azurerm_subnet.spoke["nodes"].address_prefixes
      destination_fqdn_tags = ["AzureKubernetesService"]
    }
  }

  dynamic "application_rule_collection" {
    for_each = length(var.allowed_fqdns) > 0 ? [var.allowed_fqdns] : []

    content {
      name     = "workloads"
      priority = 230
      action   = "Allow"

      rule {
        name              = "named"
        source_addresses  = azurerm_subnet.spoke["nodes"].address_prefixes
        destination_fqdns = application_rule_collection.value

        protocols {
          type = "Https"
          port = 443
        }
      }
    }
  }
}

# --- The spoke: nodes and private endpoints ----------------------------------------------------------------------------

locals {
  subnets = {
    nodes     = cidrsubnet(var.spoke_cidr, 4, 0)
    endpoints = cidrsubnet(var.spoke_cidr, 8, 255)
  }

  # Who may speak to a subnet. What comes from elsewhere in the network, or from the internet, is denied.
  allowed = {
    nodes-from-nodes         = { subnet = "nodes", from = "nodes", protocol = "*", port = "*", priority = 100 }
    endpoints-from-nodes     = { subnet = "endpoints", from = "nodes", protocol = "Tcp", port = "443", priority = 100 }
    endpoints-from-endpoints = { subnet = "endpoints", from = "endpoints", protocol = "Tcp", port = "443", priority = 110 }
  }
}

# riveter:ignore vnet-two-dns-servers reason="the firewall answers in three zones, behind one address"
resource "azurerm_virtual_network" "spoke" {
  name                = "${var.name}-spoke"
  location            = azurerm_resource_group.this["network"].location
  resource_group_name = azurerm_resource_group.this["network"].name
  address_space       = [var.spoke_cidr]
  dns_servers         = [local.firewall_address]
  tags                = local.tags
}

resource "azurerm_subnet" "spoke" {
  for_each = local.subnets

  name                              = each.key
  resource_group_name               = azurerm_resource_group.this["network"].name
  virtual_network_name              = azurerm_virtual_network.spoke.name
  address_prefixes                  = [each.value]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "Enabled"
}

resource "azurerm_network_security_group" "spoke" {
  for_each = local.subnets

  name                = "${var.name}-${each.key}"
  location            = azurerm_resource_group.this["network"].location
  resource_group_name = azurerm_resource_group.this["network"].name
  tags                = local.tags
}

resource "azurerm_network_security_rule" "allowed" {
  for_each = local.allowed

  name                        = each.key
  resource_group_name         = azurerm_resource_group.this["network"].name
  network_security_group_name = azurerm_network_security_group.spoke[each.value.subnet].name
  priority                    = each.value.priority
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = each.value.protocol
  source_address_prefix       = local.subnets[each.value.from]
  source_port_range           = "*"
  destination_address_prefix  = local.subnets[each.value.subnet]
  destination_port_range      = each.value.port
}

# Azure's own probes come from no address of ours. The last rule takes the place of Azure's rule for the whole virtual network.
resource "azurerm_network_security_rule" "probes" {
  name                        = "nodes-from-load-balancers"
  resource_group_name         = azurerm_resource_group.this["network"].name
  network_security_group_name = azurerm_network_security_group.spoke["nodes"].name
  priority                    = 200
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
  destination_address_prefix  = local.subnets["nodes"]
  destination_port_range      = "*"
}

resource "azurerm_network_security_rule" "nothing_else" {
  for_each = local.subnets

  name                        = "nothing-else"
  resource_group_name         = azurerm_resource_group.this["network"].name
  network_security_group_name = azurerm_network_security_group.spoke[each.key].name
  priority                    = 4096
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}

resource "azurerm_subnet_network_security_group_association" "spoke" {
  for_each = local.subnets

  subnet_id                 = azurerm_subnet.spoke[each.key].id
  network_security_group_id = azurerm_network_security_group.spoke[each.key].id
}

resource "azurerm_route_table" "spoke" {
  name                          = "${var.name}-spoke"
  location                      = azurerm_resource_group.this["network"].location
  resource_group_name           = azurerm_resource_group.this["network"].name
  bgp_route_propagation_enabled = false
  tags                          = local.tags
}

resource "azurerm_route" "out" {
  name                   = "out"
  resource_group_name    = azurerm_resource_group.this["network"].name
  route_table_name       = azurerm_route_table.spoke.name
  address_prefix         = "0.0.0.0/0"
  next_hop_type          = "VirtualAppliance"
  next_hop_in_ip_address = local.firewall_address
}

resource "azurerm_subnet_route_table_association" "spoke" {
  for_each = local.subnets

  subnet_id      = azurerm_subnet.spoke[each.key].id
  route_table_id = azurerm_route_table.spoke.id
}

# --- Hub and spoke know each other -------------------------------------------------------------------------------------

resource "azurerm_virtual_network_peering" "hub_to_spoke" {
  name                      = "hub-to-spoke"
  resource_group_name       = azurerm_resource_group.this["network"].name
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.spoke.id
}

resource "azurerm_virtual_network_peering" "spoke_to_hub" {
  name                      = "spoke-to-hub"
  resource_group_name       = azurerm_resource_group.this["network"].name
  virtual_network_name      = azurerm_virtual_network.spoke.name
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  allow_forwarded_traffic   = true
}

# --- Names on the private network --------------------------------------------------------------------------------------

locals {
  networks = {
    hub   = azurerm_virtual_network.hub.id
    spoke = azurerm_virtual_network.spoke.id
  }

  zones = {
    cluster  = "privatelink.${var.location}.azmk8s.io"
    registry = "privatelink.azurecr.io"
    storage  = "privatelink.blob.core.windows.net"
    vault    = "privatelink.vaultcore.azure.net"
  }
}

resource "azurerm_private_dns_zone" "this" {
  for_each = local.zones

  name                = each.value
  resource_group_name = azurerm_resource_group.this["network"].name
  tags                = local.tags
}

# The firewall answers for the spoke, so the hub has to know the names.
resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = { for pair in setproduct(keys(local.zones), keys(local.networks)) : join("-", pair) => pair }

  name                  = each.key
  resource_group_name   = azurerm_resource_group.this["network"].name
  private_dns_zone_name = azurerm_private_dns_zone.this[each.value[0]].name
  virtual_network_id    = local.networks[each.value[1]]
}

# --- Endpoints: services that are reached inside of the network only ---------------------------------------------------

resource "azurerm_private_endpoint" "vault" {
  name                = "${var.name}-vault"
  location            = azurerm_resource_group.this["network"].location
  resource_group_name = azurerm_resource_group.this["network"].name
  subnet_id           = azurerm_subnet.spoke["endpoints"].id
  tags                = local.tags

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.this.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "vault"
    private_dns_zone_ids = [azurerm_private_dns_zone.this["vault"].id]
  }
}

# The keys of these two are in the vault, so its endpoint comes first.
resource "azurerm_private_endpoint" "this" {
  for_each = {
    registry = { id = azurerm_container_registry.this.id, kind = "registry" }
    storage  = { id = azurerm_storage_account.backup.id, kind = "blob" }
  }

  name                = "${var.name}-${each.key}"
  location            = azurerm_resource_group.this["network"].location
  resource_group_name = azurerm_resource_group.this["network"].name
  subnet_id           = azurerm_subnet.spoke["endpoints"].id
  tags                = local.tags

  private_service_connection {
    name                           = each.key
    private_connection_resource_id = each.value.id
    subresource_names              = [each.value.kind]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = each.key
    private_dns_zone_ids = [azurerm_private_dns_zone.this[each.key].id]
  }
}
