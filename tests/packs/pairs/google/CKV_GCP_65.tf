resource "google_container_cluster" "fail_absent" {
  name = "c"
}
resource "google_container_cluster" "pass_group" {
  authenticator_groups_config {
    security_group = "gke-security-groups@example.com"
  }
}
