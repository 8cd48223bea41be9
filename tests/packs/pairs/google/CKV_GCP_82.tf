resource "google_kms_crypto_key" "fail_absent" {
  name     = "k"
  key_ring = "r"
}
resource "google_kms_crypto_key" "fail_false" {
  name     = "k"
  key_ring = "r"
  lifecycle {
    prevent_destroy = false
  }
}
resource "google_kms_crypto_key" "pass_true" {
  name     = "k"
  key_ring = "r"
  lifecycle {
    prevent_destroy = true
  }
}
