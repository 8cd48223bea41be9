resource "google_data_fusion_instance" "fail_absent" {
  type = "BASIC"
}
resource "google_data_fusion_instance" "fail_false" {
  enable_stackdriver_monitoring = false
}
resource "google_data_fusion_instance" "pass_true" {
  enable_stackdriver_monitoring = true
}
