resource "google_project_iam_member" "fail_owner" {
  project = "p"
  role    = "roles/owner"
  member  = "user:jane@example.com"
}
resource "google_project_iam_member" "fail_admin" {
  project = "p"
  role    = "roles/iam.serviceAccountAdmin"
  member  = "user:jane@example.com"
}
resource "google_project_iam_member" "fail_composer" {
  project = "p"
  role    = "roles/iam.serviceAccountKeyAdmin"
  member  = "user:jane@example.com"
}
resource "google_project_iam_member" "pass_viewer" {
  project = "p"
  role    = "roles/logging.viewer"
  member  = "user:jane@example.com"
}
resource "google_project_iam_binding" "fail_editor" {
  project = "p"
  role    = "roles/editor"
  members = ["user:jane@example.com"]
}
resource "google_project_iam_binding" "fail_user" {
  project = "p"
  role    = "roles/iam.serviceAccountUser"
  members = ["user:jane@example.com"]
}
resource "google_project_iam_binding" "pass_viewer" {
  project = "p"
  role    = "roles/logging.viewer"
  members = ["user:jane@example.com"]
}
