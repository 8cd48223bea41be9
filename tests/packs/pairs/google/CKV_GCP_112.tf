resource "google_kms_crypto_key_iam_member" "fail_all" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  member        = "allUsers"
}
resource "google_kms_crypto_key_iam_member" "fail_authenticated" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  member        = "allAuthenticatedUsers"
}
resource "google_kms_crypto_key_iam_member" "pass_user" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  member        = "user:jane@example.com"
}
resource "google_kms_crypto_key_iam_member" "pass_account" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  member        = "serviceAccount:${google_service_account.a.email}"
}
resource "google_kms_crypto_key_iam_binding" "fail_all" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  members       = ["user:jane@example.com", "allUsers"]
}
resource "google_kms_crypto_key_iam_binding" "fail_authenticated" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  members       = ["allAuthenticatedUsers"]
}
resource "google_kms_crypto_key_iam_binding" "pass_user" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  members       = ["user:jane@example.com"]
}
resource "google_kms_crypto_key_iam_policy" "fail_data" {
  crypto_key_id = "k"
  policy_data   = data.google_iam_policy.public.policy_data
}
data "google_iam_policy" "public" {
  binding {
    role    = "roles/cloudkms.cryptoKeyEncrypter"
    members = ["allUsers"]
  }
}
resource "google_kms_crypto_key_iam_policy" "pass_data" {
  crypto_key_id = "k"
  policy_data   = data.google_iam_policy.private.policy_data
}
data "google_iam_policy" "private" {
  binding {
    role    = "roles/cloudkms.cryptoKeyEncrypter"
    members = ["user:jane@example.com"]
  }
}
resource "google_kms_crypto_key_iam_policy" "fail_json" {
  crypto_key_id = "k"
  policy_data   = jsonencode({ bindings = [{ role = "roles/cloudkms.admin", members = ["allAuthenticatedUsers"] }] })
}
resource "google_kms_crypto_key_iam_policy" "fail_heredoc" {
  crypto_key_id = "k"
  policy_data   = <<POLICY
{
  "bindings": [{"role": "roles/cloudkms.admin", "members": ["user:jane@example.com"]},
               {"role": "roles/cloudkms.admin", "members": ["allUsers"]}]
}
POLICY
}
