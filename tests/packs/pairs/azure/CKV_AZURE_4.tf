resource "azurerm_kubernetes_cluster" "pass_x" {
  oms_agent {
    log_analytics_workspace_id = "ws"
  }
}
resource "azurerm_kubernetes_cluster" "pass_x2" {
  addon_profile {
    oms_agent {
      enabled                    = true
      log_analytics_workspace_id = "ws"
    }
  }
}
resource "azurerm_kubernetes_cluster" "pass_x3" {
  oms_agent {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.x.id
  }
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  name = "a"
}
resource "azurerm_kubernetes_cluster" "fail_x2" {
  addon_profile {
    oms_agent {
      enabled = false
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_x3" {
  addon_profile {
    kube_dashboard {
      enabled = true
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_x4" {
  addon_profile {
  }
}
