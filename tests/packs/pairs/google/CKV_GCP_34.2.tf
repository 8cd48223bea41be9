resource "google_compute_instance" "fail_merge" {
  metadata = merge({ a = "b" }, { "enable-oslogin" = "false" })
}
resource "google_compute_instance" "pass_null" {
  metadata = null
}
