resource "google_pubsub_topic" "fail_absent" {
  name = "t"
}
resource "google_pubsub_topic" "pass_key" {
  name         = "t"
  kms_key_name = google_kms_crypto_key.k.id
}
resource "google_pubsub_topic" "fail_null" {
  name         = "t"
  kms_key_name = null
}
