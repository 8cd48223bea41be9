resource "google_document_ai_processor" "fail_absent" {
  type = "OCR_PROCESSOR"
}
resource "google_document_ai_processor" "pass_key" {
  kms_key_name = google_kms_crypto_key.k.id
}
