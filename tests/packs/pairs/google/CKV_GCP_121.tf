resource "google_bigquery_table" "fail_false" {
  dataset_id          = "d"
  deletion_protection = false
}
resource "google_bigquery_table" "pass_true" {
  dataset_id          = "d"
  deletion_protection = true
}
resource "google_bigquery_table" "fail_string" {
  dataset_id          = "d"
  deletion_protection = "false"
}
