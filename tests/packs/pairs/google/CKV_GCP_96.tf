resource "google_vertex_ai_metadata_store" "fail_absent" {
  name = "default"
}
resource "google_vertex_ai_metadata_store" "pass_key" {
  encryption_spec {
    kms_key_name = google_kms_crypto_key.k.id
  }
}
