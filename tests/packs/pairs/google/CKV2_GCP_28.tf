resource "google_workbench_instance" "fail_absent" {
  name = "w"
}
resource "google_workbench_instance" "fail_false" {
  gce_setup {
    disable_public_ip = false
  }
}
resource "google_workbench_instance" "pass_true" {
  gce_setup {
    disable_public_ip = true
  }
}
