resource "google_cloudfunctions_function" "fail_absent" {
  name = "f"
}
resource "google_cloudfunctions_function" "fail_all" {
  ingress_settings = "ALLOW_ALL"
}
resource "google_cloudfunctions_function" "pass_internal" {
  ingress_settings = "ALLOW_INTERNAL_ONLY"
}
resource "google_cloudfunctions_function" "pass_gclb" {
  ingress_settings = "ALLOW_INTERNAL_AND_GCLB"
}
resource "google_cloudfunctions2_function" "fail_absent" {
  name = "f"
}
resource "google_cloudfunctions2_function" "fail_all" {
  service_config {
    ingress_settings = "ALLOW_ALL"
  }
}
resource "google_cloudfunctions2_function" "fail_default" {
  service_config {
    available_memory = "256M"
  }
}
resource "google_cloudfunctions2_function" "pass_internal" {
  service_config {
    ingress_settings = "ALLOW_INTERNAL_ONLY"
  }
}
