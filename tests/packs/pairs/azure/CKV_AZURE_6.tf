resource "azurerm_kubernetes_cluster" "pass_x" {
  api_server_access_profile {
    authorized_ip_ranges = ["192.168.0.0/16"]
  }
}
resource "azurerm_kubernetes_cluster" "pass_x2" {
  api_server_authorized_ip_ranges = ["192.168.0.0/16"]
}
resource "azurerm_kubernetes_cluster" "pass_x3" {
  private_cluster_enabled = true
}
resource "azurerm_kubernetes_cluster" "pass_x4" {
  api_server_access_profile {
    authorized_ip_ranges = ["198.51.100.0/24", "203.0.113.7/32"]
  }
}
resource "azurerm_kubernetes_cluster" "pass_x5" {
  private_cluster_enabled = "true"
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  name = "a"
}
resource "azurerm_kubernetes_cluster" "fail_x2" {
  api_server_authorized_ip_ranges = []
}
resource "azurerm_kubernetes_cluster" "fail_x3" {
  api_server_access_profile {
    authorized_ip_ranges = []
  }
}
resource "azurerm_kubernetes_cluster" "fail_x4" {
  api_server_access_profile {
  }
}
resource "azurerm_kubernetes_cluster" "fail_x5" {
  private_cluster_enabled = false
}
resource "azurerm_kubernetes_cluster" "fail_x6" {
  api_server_access_profile {
    authorized_ip_ranges = null
  }
}
resource "azurerm_kubernetes_cluster" "unknown_x" {
  api_server_access_profile {
    authorized_ip_ranges = var.x
  }
}
variable "x" {
}
