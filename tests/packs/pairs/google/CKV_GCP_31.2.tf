resource "google_compute_instance" "left_absent" {
  machine_type = "e2-small"
}
resource "google_compute_instance" "fail_local" {
  service_account {
    scopes = local.scopes
  }
}
locals {
  scopes = ["storage-ro", "cloud-platform"]
}
