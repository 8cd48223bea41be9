resource "google_data_fusion_instance" "fail_absent" {
  type = "BASIC"
}
resource "google_data_fusion_instance" "fail_false" {
  private_instance = false
}
resource "google_data_fusion_instance" "pass_true" {
  private_instance = true
}
