resource "google_container_cluster" "pass_absent" {
  name = "c"
}
resource "google_container_cluster" "pass_false" {
  enable_legacy_abac = false
}
resource "google_container_cluster" "fail_true" {
  enable_legacy_abac = true
}
resource "google_container_cluster" "fail_string" {
  enable_legacy_abac = "true"
}
