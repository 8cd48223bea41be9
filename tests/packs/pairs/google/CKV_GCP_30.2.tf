resource "google_compute_instance_template" "fail_absent" {
  machine_type = "e2-small"
  service_account {
    email  = "default"
    scopes = []
  }
}
data "google_compute_default_service_account" "d" {}
resource "google_compute_instance" "fail_data" {
  service_account {
    email  = data.google_compute_default_service_account.d.email
    scopes = ["cloud-platform"]
  }
}
resource "google_compute_instance" "fail_empty" {
  service_account {
    email  = ""
    scopes = ["cloud-platform"]
  }
}
