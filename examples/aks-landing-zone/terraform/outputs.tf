output "cluster" {
  description = "The cluster, for `az aks get-credentials`. It answers inside of the network only."
  value       = azurerm_kubernetes_cluster.this.name
}

output "resource_group" {
  description = "The resource group of the cluster."
  value       = azurerm_kubernetes_cluster.this.resource_group_name
}

output "registry" {
  description = "Images come from here."
  value       = azurerm_container_registry.this.login_server
}

output "vault" {
  description = "Secrets of workloads are here."
  value       = azurerm_key_vault.this.vault_uri
}

output "workload_client_ids" {
  description = "For the annotation azure.workload.identity/client-id of the service accounts."
  value       = { for name, identity in azurerm_user_assigned_identity.workload : name => identity.client_id }
}

output "egress_address" {
  description = "What others see when workloads call them."
  value       = azurerm_public_ip.firewall.ip_address
}
