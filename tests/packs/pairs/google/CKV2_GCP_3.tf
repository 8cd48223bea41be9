resource "google_service_account_key" "fail_created" {
  service_account_id = google_service_account.a.name
  public_key_type    = "TYPE_X509_PEM_FILE"
}
resource "google_service_account_key" "fail_public" {
  service_account_id = google_service_account.a.name
  public_key_data    = "Y2VydA=="
}
resource "google_service_account" "a" {
  account_id = "a"
}
