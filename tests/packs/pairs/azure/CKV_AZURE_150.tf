resource "azurerm_machine_learning_compute_cluster" "pass_x" {
  scale_settings {
    min_node_count                       = 0
    max_node_count                       = 1
    scale_down_nodes_after_idle_duration = "PT30S"
  }
}
resource "azurerm_machine_learning_compute_cluster" "pass_x2" {
  scale_settings {
    min_node_count = "0"
    max_node_count = 1
  }
}
resource "azurerm_machine_learning_compute_cluster" "fail_x" {
  scale_settings {
    min_node_count = 1
    max_node_count = 2
  }
}
resource "azurerm_machine_learning_compute_cluster" "fail_x2" {
  scale_settings {
    min_node_count = "3"
    max_node_count = 4
  }
}
