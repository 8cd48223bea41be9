resource "google_container_cluster" "pass_networks" {
  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "10.0.0.0/8"
    }
  }
}
resource "google_container_cluster" "pass_block" {
  master_authorized_networks_config {
  }
}
resource "google_container_cluster" "fail_absent" {
  name = "c"
}
