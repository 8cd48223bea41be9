resource "google_notebooks_instance" "fail_absent" {
  machine_type = "e2-medium"
}
resource "google_notebooks_instance" "fail_gmek" {
  disk_encryption = "GMEK"
}
resource "google_notebooks_instance" "pass_cmek" {
  disk_encryption = "CMEK"
  kms_key         = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
}
resource "google_notebooks_instance" "pass_key" {
  kms_key = google_kms_crypto_key.k.id
}
