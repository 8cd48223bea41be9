resource "google_container_cluster" "pass_true" {
  node_config {
    shielded_instance_config {
      enable_secure_boot = true
    }
  }
}
resource "google_container_cluster" "fail_false" {
  node_config {
    shielded_instance_config {
      enable_secure_boot = false
    }
  }
}
resource "google_container_cluster" "fail_other" {
  node_config {
    shielded_instance_config {
      enable_integrity_monitoring = true
    }
  }
}
resource "google_container_node_pool" "pass_true" {
  cluster = "c"
  node_config {
    shielded_instance_config {
      enable_secure_boot = true
    }
  }
}
resource "google_container_node_pool" "fail_false" {
  cluster = "c"
  node_config {
    shielded_instance_config {
      enable_secure_boot = false
    }
  }
}
resource "google_container_node_pool" "fail_absent" {
  cluster = "c"
  node_config {
    machine_type = "e2-medium"
  }
}
