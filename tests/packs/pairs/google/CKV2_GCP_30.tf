resource "google_dialogflow_cx_agent" "fail_absent" {
  display_name = "a"
}
resource "google_dialogflow_cx_agent" "fail_false" {
  enable_stackdriver_logging = false
}
resource "google_dialogflow_cx_agent" "pass_true" {
  enable_stackdriver_logging = true
}
resource "google_dialogflow_cx_agent" "pass_advanced" {
  advanced_settings {
    logging_settings {
      enable_stackdriver_logging = true
    }
  }
}
