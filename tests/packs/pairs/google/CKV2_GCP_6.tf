resource "google_kms_crypto_key" "fail_member" {
  name = "k"
}
resource "google_kms_crypto_key_iam_member" "m" {
  crypto_key_id = google_kms_crypto_key.fail_member.id
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  member        = "allUsers"
}
resource "google_kms_crypto_key" "fail_binding" {
  name = "k"
}
resource "google_kms_crypto_key_iam_binding" "b" {
  crypto_key_id = google_kms_crypto_key.fail_binding.id
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  members       = ["user:jane@example.com", "allAuthenticatedUsers"]
}
resource "google_kms_crypto_key" "pass_member" {
  name = "k"
}
resource "google_kms_crypto_key_iam_member" "m2" {
  crypto_key_id = google_kms_crypto_key.pass_member.id
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  member        = "user:jane@example.com"
}
resource "google_kms_crypto_key" "pass_binding" {
  name = "k"
}
resource "google_kms_crypto_key_iam_binding" "b2" {
  crypto_key_id = google_kms_crypto_key.pass_binding.id
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  members       = ["user:jane@example.com"]
}
resource "google_kms_crypto_key" "pass_alone" {
  name = "k"
}
