resource "google_compute_instance" "fail_false" {
  shielded_instance_config {
    enable_vtpm                 = false
    enable_integrity_monitoring = true
  }
}
resource "google_compute_instance" "fail_integrity" {
  shielded_instance_config {
    enable_integrity_monitoring = false
  }
}
resource "google_compute_instance" "pass_defaults" {
  shielded_instance_config {}
}
resource "google_compute_instance" "pass_true" {
  shielded_instance_config {
    enable_vtpm                 = true
    enable_integrity_monitoring = true
    enable_secure_boot          = true
  }
}
resource "google_compute_instance_template" "fail_false" {
  shielded_instance_config {
    enable_vtpm                 = false
    enable_integrity_monitoring = false
  }
}
resource "google_compute_instance_template" "pass_true" {
  shielded_instance_config {
    enable_vtpm                 = true
    enable_integrity_monitoring = true
  }
}
resource "google_compute_instance_from_template" "fail_false" {
  shielded_instance_config {
    enable_vtpm                 = false
    enable_integrity_monitoring = false
  }
}
resource "google_compute_instance_from_template" "pass_true" {
  shielded_instance_config {
    enable_vtpm                 = true
    enable_integrity_monitoring = true
  }
}
resource "google_compute_instance" "fail_absent" {
  machine_type = "e2-small"
}
