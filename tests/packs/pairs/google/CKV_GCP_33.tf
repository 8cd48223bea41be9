resource "google_compute_project_metadata" "pass_true" {
  metadata = {
    enable-oslogin = true
  }
}
resource "google_compute_project_metadata" "pass_string" {
  metadata = {
    foo            = "bar"
    enable-oslogin = "TRUE"
  }
}
resource "google_compute_project_metadata" "fail_false" {
  metadata = {
    enable-oslogin = false
  }
}
resource "google_compute_project_metadata" "fail_absent" {
  metadata = {
    foo = "bar"
  }
}
