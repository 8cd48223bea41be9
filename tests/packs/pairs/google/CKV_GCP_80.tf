resource "google_bigquery_table" "fail_absent" {
  dataset_id = "d"
  table_id   = "t"
}
resource "google_bigquery_table" "pass_key" {
  dataset_id = "d"
  table_id   = "t"
  encryption_configuration {
    kms_key_name = google_kms_crypto_key.k.name
  }
}
