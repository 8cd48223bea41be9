resource "google_compute_instance" "fail_strings" {
  shielded_instance_config {
    enable_vtpm = "false"
  }
}
resource "google_compute_instance_template" "fail_integrity" {
  shielded_instance_config {
    enable_secure_boot          = true
    enable_integrity_monitoring = false
  }
}
