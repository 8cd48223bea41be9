resource "google_compute_ssl_policy" "pass_modern" {
  name            = "m"
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}
resource "google_compute_ssl_policy" "pass_restricted" {
  name            = "m"
  profile         = "RESTRICTED"
  min_tls_version = "TLS_1_2"
}
resource "google_compute_ssl_policy" "fail_modern10" {
  name    = "m"
  profile = "MODERN"
}
resource "google_compute_ssl_policy" "fail_default" {
  name = "m"
}
resource "google_compute_ssl_policy" "fail_compatible" {
  name            = "m"
  profile         = "COMPATIBLE"
  min_tls_version = "TLS_1_2"
}
resource "google_compute_ssl_policy" "fail_custom" {
  name            = "c"
  profile         = "CUSTOM"
  min_tls_version = "TLS_1_2"
  custom_features = ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_256_CBC_SHA"]
}
resource "google_compute_ssl_policy" "pass_custom" {
  name            = "c"
  profile         = "CUSTOM"
  min_tls_version = "TLS_1_2"
  custom_features = ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]
}
