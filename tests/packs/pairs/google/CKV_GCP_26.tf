resource "google_compute_subnetwork" "fail_absent" {
  ip_cidr_range = "10.0.0.0/24"
  network       = "n"
}
resource "google_compute_subnetwork" "pass_config" {
  ip_cidr_range = "10.0.0.0/24"
  network       = "n"
  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.5
  }
}
resource "google_compute_subnetwork" "pass_empty" {
  ip_cidr_range = "10.0.0.0/24"
  network       = "n"
  log_config {}
}
resource "google_compute_subnetwork" "left_proxy" {
  ip_cidr_range = "10.0.0.0/24"
  purpose       = "REGIONAL_MANAGED_PROXY"
  role          = "ACTIVE"
}
resource "google_compute_subnetwork" "left_internal" {
  ip_cidr_range = "10.0.0.0/24"
  purpose       = "INTERNAL_HTTPS_LOAD_BALANCER"
}
resource "google_compute_subnetwork" "fail_purpose" {
  ip_cidr_range = "10.0.0.0/24"
  purpose       = "PRIVATE"
}
