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

resource "azurerm_resource_group" "cluster" {
  name     = "quick-start"
  location = "westeurope"
}

resource "azurerm_kubernetes_cluster" "this" {
  name                = "quick-start"
  location            = azurerm_resource_group.cluster.location
  resource_group_name = azurerm_resource_group.cluster.name
  dns_prefix          = "quick-start"

  default_node_pool {
    name       = "default"
    vm_size    = "Standard_D4s_v5"
    node_count = 2
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_container_registry" "this" {
  name                = "quickstartimages"
  location            = azurerm_resource_group.cluster.location
  resource_group_name = azurerm_resource_group.cluster.name
  sku                 = "Standard"
  admin_enabled       = true
}

# So that the cluster can pull images. It can delete them as well, and everything else in the resource group.
resource "azurerm_role_assignment" "pull" {
  principal_id         = azurerm_kubernetes_cluster.this.kubelet_identity[0].object_id
  role_definition_name = "Contributor"
  scope                = azurerm_resource_group.cluster.id
}

# Any service account of the namespace is this identity.
resource "azurerm_user_assigned_identity" "api" {
  name                = "api"
  location            = azurerm_resource_group.cluster.location
  resource_group_name = azurerm_resource_group.cluster.name
}

resource "azurerm_federated_identity_credential" "api" {
  name                = "api"
  resource_group_name = azurerm_resource_group.cluster.name
  parent_id           = azurerm_user_assigned_identity.api.id
  issuer              = azurerm_kubernetes_cluster.this.oidc_issuer_url
  subject             = "system:serviceaccount:orders:*"
  audience            = ["api://AzureADTokenExchange"]
}
