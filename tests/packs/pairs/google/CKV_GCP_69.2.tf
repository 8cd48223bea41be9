resource "google_container_cluster" "fail_unspecified" {
  node_config {
    workload_metadata_config {
      mode = "MODE_UNSPECIFIED"
    }
  }
}
resource "google_container_node_pool" "fail_secure" {
  cluster = "c"
  node_config {
    workload_metadata_config {
      node_metadata = "SECURE"
    }
  }
}
resource "google_container_node_pool" "pass_old" {
  cluster = "c"
  node_config {
    workload_metadata_config {
      node_metadata = "GKE_METADATA_SERVER"
    }
  }
}
