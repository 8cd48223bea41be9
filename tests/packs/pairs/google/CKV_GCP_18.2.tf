resource "google_container_cluster" "pass_private" {
  private_cluster_config {
    enable_private_endpoint = true
    enable_private_nodes    = true
  }
  master_authorized_networks_config {}
}
resource "google_container_cluster" "fail_dynamic" {
  master_authorized_networks_config {
    dynamic "cidr_blocks" {
      for_each = ["10.0.0.0/8", "0.0.0.0/0"]
      content {
        cidr_block = cidr_blocks.value
      }
    }
  }
}
