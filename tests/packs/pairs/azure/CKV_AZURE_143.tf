resource "azurerm_kubernetes_cluster" "pass_enable_node_public_ip" {
  default_node_pool {
    enable_node_public_ip = false
  }
}
resource "azurerm_kubernetes_cluster" "fail_enable_node_public_ip" {
  default_node_pool {
    enable_node_public_ip = true
  }
}
resource "azurerm_kubernetes_cluster" "pass_enable_node_public_ip_string" {
  default_node_pool {
    enable_node_public_ip = "false"
  }
}
resource "azurerm_kubernetes_cluster" "fail_enable_node_public_ip_string" {
  default_node_pool {
    enable_node_public_ip = "true"
  }
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_enable_node_public_ip" {
  default_node_pool {
    enable_node_public_ip = var.nothing
  }
}
resource "azurerm_kubernetes_cluster" "pass_enable_node_public_ip_null" {
  default_node_pool {
    enable_node_public_ip = null
  }
}
resource "azurerm_kubernetes_cluster" "pass_absent" {

}
resource "azurerm_kubernetes_cluster" "pass_enable_node_public_ip_empty" {
  default_node_pool {
  }
}
resource "azurerm_kubernetes_cluster" "pass_node_public_ip_enabled" {
  default_node_pool {
    node_public_ip_enabled = false
  }
}
resource "azurerm_kubernetes_cluster" "fail_node_public_ip_enabled" {
  default_node_pool {
    node_public_ip_enabled = true
  }
}
