resource "google_compute_instance" "pass_absent" {
  name = "i"
}
resource "google_compute_instance" "pass_true" {
  metadata = {
    enable-oslogin = true
  }
}
resource "google_compute_instance" "fail_false" {
  metadata = {
    enable-oslogin = false
  }
}
resource "google_compute_instance" "fail_string" {
  metadata = {
    enable-oslogin = "FALSE"
  }
}
resource "google_compute_instance_template" "pass_true" {
  metadata = {
    enable-oslogin = "TRUE"
  }
}
resource "google_compute_instance_template" "fail_false" {
  metadata = {
    enable-oslogin = false
  }
}
resource "google_compute_instance_from_template" "fail_false" {
  metadata = {
    enable-oslogin = false
  }
}
resource "google_compute_instance_from_template" "pass_true" {
  metadata = {
    foo = "bar"
  }
}
