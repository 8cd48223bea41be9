resource "google_container_cluster" "fail_pool" {
  node_pool {
    name = "default-pool"
  }
}
resource "google_container_cluster" "pass_none" {
  name = "c"
}
resource "google_container_cluster" "pass_remove" {
  remove_default_node_pool = true
  initial_node_count       = 1
}
