resource "google_vertex_ai_endpoint" "fail_absent" {
  name = "e"
}
resource "google_vertex_ai_endpoint" "pass_key" {
  encryption_spec {
    kms_key_name = google_kms_crypto_key.k.id
  }
}
