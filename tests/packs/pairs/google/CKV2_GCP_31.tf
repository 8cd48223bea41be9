resource "google_dialogflow_cx_webhook" "fail_absent" {
  display_name = "a"
}
resource "google_dialogflow_cx_webhook" "fail_false" {
  enable_stackdriver_logging = false
}
resource "google_dialogflow_cx_webhook" "pass_true" {
  enable_stackdriver_logging = true
}
