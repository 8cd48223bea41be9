resource "google_bigquery_dataset" "fail_absent" {
  dataset_id = "d"
}
resource "google_bigquery_dataset" "pass_key" {
  dataset_id = "d"
  default_encryption_configuration {
    kms_key_name = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
  }
}
