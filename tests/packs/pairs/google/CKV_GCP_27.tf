resource "google_project" "fail_absent" {
  name       = "p"
  project_id = "p"
}
resource "google_project" "fail_true" {
  name                = "p"
  auto_create_network = true
}
resource "google_project" "pass_false" {
  name                = "p"
  auto_create_network = false
}
resource "google_project" "pass_string" {
  name                = "p"
  auto_create_network = "false"
}
