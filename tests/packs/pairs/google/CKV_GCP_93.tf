resource "google_spanner_database" "fail_absent" {
  instance = "i"
  name     = "d"
}
resource "google_spanner_database" "pass_key" {
  instance = "i"
  encryption_config {
    kms_key_name = google_kms_crypto_key.k.id
  }
}
resource "google_spanner_database" "pass_keys" {
  instance = "i"
  encryption_config {
    kms_key_names = [google_kms_crypto_key.k.id, google_kms_crypto_key.l.id]
  }
}
