resource "google_compute_subnetwork" "left_proxy" {
  purpose = "REGIONAL_MANAGED_PROXY"
}
resource "google_compute_subnetwork" "fail_private" {
  purpose                  = "PRIVATE"
  private_ip_google_access = "false"
}
