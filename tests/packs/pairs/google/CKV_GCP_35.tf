resource "google_compute_instance" "fail_true" {
  metadata = {
    serial-port-enable = true
  }
}
resource "google_compute_instance" "fail_one" {
  metadata = {
    serial-port-enable = "1"
  }
}
resource "google_compute_instance" "fail_string" {
  metadata = {
    serial-port-enable = "TRUE"
  }
}
resource "google_compute_instance" "pass_absent" {
  name = "i"
}
resource "google_compute_instance" "pass_false" {
  metadata = {
    serial-port-enable = false
  }
}
resource "google_compute_instance_template" "fail_true" {
  metadata = {
    serial-port-enable = true
  }
}
resource "google_compute_instance_template" "pass_other" {
  metadata = {
    foo = "bar"
  }
}
resource "google_compute_instance_from_template" "fail_true" {
  metadata = {
    serial-port-enable = true
  }
}
resource "google_compute_instance_from_template" "pass_false" {
  metadata = {
    serial-port-enable = "false"
  }
}
