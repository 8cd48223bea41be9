resource "google_kms_crypto_key" "fail_other" {
  lifecycle {
    ignore_changes = [labels]
  }
}
