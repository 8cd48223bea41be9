resource "google_container_cluster" "pass_mode" {
  node_config {
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
resource "google_container_cluster" "pass_old" {
  node_config {
    workload_metadata_config {
      node_metadata = "GKE_METADATA_SERVER"
    }
  }
}
resource "google_container_cluster" "fail_expose" {
  node_config {
    workload_metadata_config {
      node_metadata = "EXPOSE"
    }
  }
}
resource "google_container_cluster" "fail_gce" {
  node_config {
    workload_metadata_config {
      mode = "GCE_METADATA"
    }
  }
}
resource "google_container_node_pool" "pass_mode" {
  cluster = "c"
  node_config {
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
resource "google_container_node_pool" "fail_gce" {
  cluster = "c"
  node_config {
    workload_metadata_config {
      mode = "GCE_METADATA"
    }
  }
}
resource "google_container_node_pool" "fail_absent" {
  cluster = "c"
  node_config {
    machine_type = "e2-medium"
  }
}
