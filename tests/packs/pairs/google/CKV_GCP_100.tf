resource "google_bigquery_table_iam_member" "fail_all" {
  table_id = "t"
  role     = "roles/bigquery.dataOwner"
  member   = "allUsers"
}
resource "google_bigquery_table_iam_member" "fail_authenticated" {
  table_id = "t"
  role     = "roles/bigquery.dataOwner"
  member   = "allAuthenticatedUsers"
}
resource "google_bigquery_table_iam_member" "pass_user" {
  table_id = "t"
  role     = "roles/bigquery.dataOwner"
  member   = "user:jane@example.com"
}
resource "google_bigquery_table_iam_member" "pass_account" {
  table_id = "t"
  role     = "roles/bigquery.dataOwner"
  member   = "serviceAccount:${google_service_account.a.email}"
}
resource "google_bigquery_table_iam_binding" "fail_all" {
  table_id = "t"
  role     = "roles/bigquery.dataOwner"
  members  = ["user:jane@example.com", "allUsers"]
}
resource "google_bigquery_table_iam_binding" "fail_authenticated" {
  table_id = "t"
  role     = "roles/bigquery.dataOwner"
  members  = ["allAuthenticatedUsers"]
}
resource "google_bigquery_table_iam_binding" "pass_user" {
  table_id = "t"
  role     = "roles/bigquery.dataOwner"
  members  = ["user:jane@example.com"]
}
