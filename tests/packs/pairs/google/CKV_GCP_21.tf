resource "google_container_cluster" "pass_labels" {
  resource_labels = { owner = "me" }
}
resource "google_container_cluster" "fail_absent" {
  name = "c"
}
resource "google_container_cluster" "fail_empty" {
  resource_labels = {}
}
