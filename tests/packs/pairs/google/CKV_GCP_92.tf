resource "google_vertex_ai_dataset" "fail_absent" {
  display_name = "d"
}
resource "google_vertex_ai_dataset" "pass_key" {
  encryption_spec {
    kms_key_name = google_kms_crypto_key.k.id
  }
}
