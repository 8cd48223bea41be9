resource "google_project_iam_member" "fail_owner" {
  project = "1"
  role    = "roles/owner"
  member  = "user:jane@example.com"
}
resource "google_project_iam_member" "fail_editor" {
  project = "1"
  role    = "roles/editor"
  member  = "user:jane@example.com"
}
resource "google_project_iam_member" "fail_viewer" {
  project = "1"
  role    = "roles/viewer"
  member  = "user:jane@example.com"
}
resource "google_project_iam_member" "pass_other" {
  project = "1"
  role    = "roles/logging.viewer"
  member  = "user:jane@example.com"
}
resource "google_project_iam_binding" "fail_owner" {
  project = "1"
  role    = "roles/owner"
  members = ["user:jane@example.com"]
}
resource "google_project_iam_binding" "fail_editor" {
  project = "1"
  role    = "roles/editor"
  members = ["user:jane@example.com"]
}
resource "google_project_iam_binding" "fail_viewer" {
  project = "1"
  role    = "roles/viewer"
  members = ["user:jane@example.com"]
}
resource "google_project_iam_binding" "pass_other" {
  project = "1"
  role    = "roles/logging.viewer"
  members = ["user:jane@example.com"]
}
