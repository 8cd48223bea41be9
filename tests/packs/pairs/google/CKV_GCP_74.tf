resource "google_compute_subnetwork" "fail_absent" {
  ip_cidr_range = "10.0.0.0/24"
}
resource "google_compute_subnetwork" "fail_false" {
  private_ip_google_access = false
}
resource "google_compute_subnetwork" "pass_true" {
  private_ip_google_access = true
}
resource "google_compute_subnetwork" "pass_string" {
  private_ip_google_access = "true"
}
resource "google_compute_subnetwork" "left_proxy" {
  purpose = "INTERNAL_HTTPS_LOAD_BALANCER"
}
