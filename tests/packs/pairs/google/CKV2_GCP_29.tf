resource "google_dialogflow_agent" "fail_absent" {
  display_name = "a"
}
resource "google_dialogflow_agent" "fail_false" {
  enable_logging = false
}
resource "google_dialogflow_agent" "pass_true" {
  enable_logging = true
}
