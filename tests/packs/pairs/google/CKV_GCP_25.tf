resource "google_container_cluster" "fail_absent" {
  name = "c"
}
resource "google_container_cluster" "fail_false" {
  private_cluster_config {
    enable_private_nodes    = false
    enable_private_endpoint = false
  }
}
resource "google_container_cluster" "pass_nodes" {
  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = true
    master_ipv4_cidr_block  = "172.16.0.0/28"
  }
}
