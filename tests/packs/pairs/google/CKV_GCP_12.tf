resource "google_container_cluster" "pass_enabled" {
  network_policy {
    enabled = true
  }
}
resource "google_container_cluster" "pass_dataplane" {
  datapath_provider = "ADVANCED_DATAPATH"
}
resource "google_container_cluster" "fail_absent" {
  name = "c"
}
resource "google_container_cluster" "fail_false" {
  network_policy {
    enabled = false
  }
}
resource "google_container_cluster" "fail_legacy" {
  datapath_provider = "LEGACY_DATAPATH"
}
