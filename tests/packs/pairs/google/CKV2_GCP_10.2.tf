resource "google_cloudfunctions_function" "fail_string" {
  trigger_http = "true"
}
