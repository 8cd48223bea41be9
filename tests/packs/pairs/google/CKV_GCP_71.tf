resource "google_container_cluster" "pass_absent" {
  name = "c"
}
resource "google_container_cluster" "pass_true" {
  enable_shielded_nodes = true
}
resource "google_container_cluster" "fail_false" {
  enable_shielded_nodes = false
}
resource "google_container_cluster" "fail_string" {
  enable_shielded_nodes = "false"
}
