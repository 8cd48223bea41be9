terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "5.40.0"
    }
  }
}
resource "google_container_cluster" "fail_absent" {
  provider = google-beta
  name     = "c"
}
resource "google_container_cluster" "fail_false" {
  network_policy {
    enabled = false
  }
}
resource "google_container_cluster" "pass_enabled" {
  network_policy {
    enabled  = true
    provider = "CALICO"
  }
  addons_config {
    network_policy_config {
      disabled = false
    }
  }
}
