resource "google_tpu_v2_vm" "fail_true" {
  network_config {
    enable_external_ips = true
  }
}
resource "google_tpu_v2_vm" "pass_false" {
  network_config {
    enable_external_ips = false
  }
}
