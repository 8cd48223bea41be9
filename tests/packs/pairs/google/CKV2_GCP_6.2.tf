resource "google_kms_crypto_key" "fail_link" {
  count = 1
  name  = "k"
}
resource "google_kms_crypto_key_iam_member" "m" {
  crypto_key_id = google_kms_crypto_key.fail_link[0].id
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  member        = "allUsers"
}
resource "google_kms_crypto_key" "fail_self" {
  name = "k"
}
resource "google_kms_crypto_key_iam_member" "n" {
  crypto_key_id = google_kms_crypto_key.fail_self.self_link
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  member        = "allAuthenticatedUsers"
}
