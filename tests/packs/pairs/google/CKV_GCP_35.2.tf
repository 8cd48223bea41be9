resource "google_compute_instance" "fail_number" {
  metadata = {
    serial-port-enable = 1
  }
}
resource "google_compute_instance" "pass_zero" {
  metadata = {
    serial-port-enable = "0"
  }
}
resource "google_compute_instance" "fail_old" {
  metadata = {
    serial-port-enable = "True"
  }
}
