resource "google_notebooks_instance" "fail_false" {
  shielded_instance_config {
    enable_integrity_monitoring = false
  }
}
resource "google_notebooks_instance" "pass_true" {
  shielded_instance_config {
    enable_integrity_monitoring = true
  }
}
