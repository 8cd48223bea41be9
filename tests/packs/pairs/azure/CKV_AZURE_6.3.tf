terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.0"
    }
  }
}
resource "azurerm_kubernetes_cluster" "pass_x" {
  api_server_authorized_ip_ranges = ["192.168.0.0/16"]
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  name = "a"
}
resource "azurerm_kubernetes_cluster" "fail_x2" {
  api_server_authorized_ip_ranges = []
}
