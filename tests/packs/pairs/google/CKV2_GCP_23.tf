resource "google_document_ai_warehouse_location" "fail_absent" {
  location = "us"
}
resource "google_document_ai_warehouse_location" "pass_key" {
  kms_key = google_kms_crypto_key.k.id
}
