resource "google_vertex_ai_tensorboard" "fail_absent" {
  display_name = "e"
}
resource "google_vertex_ai_tensorboard" "pass_key" {
  encryption_spec {
    kms_key_name = google_kms_crypto_key.k.id
  }
}
