resource "google_container_cluster" "fail_default" {
  node_config {
    service_account = "default"
  }
}
resource "google_container_cluster" "pass_own" {
  node_config {
    service_account = "app@project.iam.gserviceaccount.com"
  }
}
