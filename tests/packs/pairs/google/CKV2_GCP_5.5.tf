resource "google_project" "fail_alone" {
  name       = "p"
  project_id = "p"
}
