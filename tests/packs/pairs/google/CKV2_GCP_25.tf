resource "google_vertex_ai_featurestore" "fail_absent" {
  name = "e"
}
resource "google_vertex_ai_featurestore" "pass_key" {
  encryption_spec {
    kms_key_name = google_kms_crypto_key.k.id
  }
}
