resource "google_notebooks_instance" "fail_false" {
  shielded_instance_config {
    enable_secure_boot = false
  }
}
resource "google_notebooks_instance" "pass_true" {
  shielded_instance_config {
    enable_secure_boot          = true
    enable_vtpm                 = true
    enable_integrity_monitoring = true
  }
}
resource "google_notebooks_instance" "fail_vtpm" {
  shielded_instance_config {
    enable_secure_boot = true
    enable_vtpm        = false
  }
}
