resource "google_container_node_pool" "fail_absent" {
  cluster = "c"
  node_config {
    machine_type = "e2-medium"
  }
}
resource "google_container_node_pool" "pass_own" {
  cluster = "c"
  node_config {
    service_account = "app@project.iam.gserviceaccount.com"
  }
}
