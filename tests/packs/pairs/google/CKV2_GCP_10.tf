resource "google_cloudfunctions_function" "fail_optional" {
  trigger_http                 = true
  https_trigger_security_level = "SECURE_OPTIONAL"
}
resource "google_cloudfunctions_function" "fail_absent" {
  trigger_http = true
}
resource "google_cloudfunctions_function" "pass_always" {
  trigger_http                 = true
  https_trigger_security_level = "SECURE_ALWAYS"
}
resource "google_cloudfunctions_function" "left_event" {
  event_trigger {
    event_type = "google.pubsub.topic.publish"
    resource   = "t"
  }
}
