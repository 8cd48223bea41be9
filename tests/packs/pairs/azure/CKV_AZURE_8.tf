resource "azurerm_kubernetes_cluster" "left_absent" {
  name = "a"
}
resource "azurerm_kubernetes_cluster" "pass_x2" {
  addon_profile {
    kube_dashboard {
      enabled = false
    }
  }
}
resource "azurerm_kubernetes_cluster" "pass_x3" {
  addon_profile {
    oms_agent {
      enabled = true
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  addon_profile {
    kube_dashboard {
      enabled = true
    }
  }
}
