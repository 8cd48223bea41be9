resource "google_kms_crypto_key" "pass_90" {
  name            = "k"
  rotation_period = "7776000s"
}
resource "google_kms_crypto_key" "pass_day" {
  name            = "k"
  rotation_period = "86400s"
}
resource "google_kms_crypto_key" "fail_long" {
  name            = "k"
  rotation_period = "7776001s"
}
resource "google_kms_crypto_key" "fail_year" {
  name            = "k"
  rotation_period = "31536000s"
}
resource "google_kms_crypto_key" "fail_absent" {
  name = "k"
}
resource "google_kms_crypto_key" "left_sign" {
  name    = "k"
  purpose = "ASYMMETRIC_SIGN"
  version_template {
    algorithm = "EC_SIGN_P384_SHA384"
  }
}
