resource "google_container_cluster" "pass_true" {
  enable_intranode_visibility = true
}
resource "google_container_cluster" "fail_absent" {
  name = "c"
}
resource "google_container_cluster" "fail_false" {
  enable_intranode_visibility = false
}
