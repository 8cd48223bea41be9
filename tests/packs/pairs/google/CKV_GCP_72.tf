resource "google_container_cluster" "pass_absent" {
  node_config {
    machine_type = "e2-medium"
  }
}
resource "google_container_cluster" "pass_true" {
  node_config {
    shielded_instance_config {
      enable_integrity_monitoring = true
    }
  }
}
resource "google_container_cluster" "fail_false" {
  node_config {
    shielded_instance_config {
      enable_integrity_monitoring = false
    }
  }
}
resource "google_container_node_pool" "pass_true" {
  cluster = "c"
  node_config {
    shielded_instance_config {
      enable_integrity_monitoring = true
    }
  }
}
resource "google_container_node_pool" "fail_false" {
  cluster = "c"
  node_config {
    shielded_instance_config {
      enable_integrity_monitoring = false
    }
  }
}
