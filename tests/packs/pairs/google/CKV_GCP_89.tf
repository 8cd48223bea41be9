resource "google_notebooks_instance" "fail_absent" {
  machine_type = "e2-medium"
}
resource "google_notebooks_instance" "fail_false" {
  no_public_ip = false
}
resource "google_notebooks_instance" "pass_true" {
  no_public_ip = true
}
