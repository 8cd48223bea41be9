resource "google_compute_subnetwork" "fail_absent" {
  stack_type       = "IPV4_IPV6"
  ipv6_access_type = "EXTERNAL"
}
resource "google_compute_subnetwork" "fail_disabled" {
  stack_type                 = "IPV4_IPV6"
  ipv6_access_type           = "INTERNAL"
  private_ipv6_google_access = "DISABLE_GOOGLE_ACCESS"
}
resource "google_compute_subnetwork" "pass_enabled" {
  stack_type                 = "IPV4_IPV6"
  private_ipv6_google_access = "ENABLE_OUTBOUND_VM_ACCESS_TO_GOOGLE"
}
resource "google_compute_subnetwork" "pass_bidi" {
  stack_type                 = "IPV4_IPV6"
  private_ipv6_google_access = "ENABLE_BIDIRECTIONAL_ACCESS_TO_GOOGLE"
}
resource "google_compute_subnetwork" "left_v4" {
  stack_type = "IPV4_ONLY"
}
