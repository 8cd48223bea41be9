resource "google_artifact_registry_repository" "fail_absent" {
  format = "DOCKER"
}
resource "google_artifact_registry_repository" "pass_key" {
  format       = "DOCKER"
  kms_key_name = google_kms_crypto_key.k.id
}
