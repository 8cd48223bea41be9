resource "google_compute_instance" "fail_true" {
  can_ip_forward = true
}
resource "google_compute_instance" "pass_false" {
  can_ip_forward = false
}
resource "google_compute_instance" "pass_absent" {
  name = "i"
}
resource "google_compute_instance_template" "fail_true" {
  can_ip_forward = "true"
}
resource "google_compute_instance_template" "pass_false" {
  can_ip_forward = false
}
resource "google_compute_instance_from_template" "fail_true" {
  can_ip_forward = true
}
resource "google_compute_instance_from_template" "pass_false" {
  can_ip_forward = false
}
