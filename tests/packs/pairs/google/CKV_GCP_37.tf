resource "google_compute_disk" "fail_absent" {
  name = "d"
}
resource "google_compute_disk" "pass_raw" {
  name = "d"
  disk_encryption_key {
    raw_key = "acXTX3rxrKAFTF0tYVLvydU1riRZTvUNC4g5I11NY-c="
  }
}
resource "google_compute_disk" "pass_kms" {
  name = "d"
  disk_encryption_key {
    kms_key_self_link = google_kms_crypto_key.k.id
  }
}
resource "google_compute_disk" "fail_empty" {
  name = "d"
  disk_encryption_key {}
}
