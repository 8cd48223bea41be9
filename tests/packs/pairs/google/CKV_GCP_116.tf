resource "google_folder_iam_member" "fail_owner" {
  folder = "1"
  role   = "roles/owner"
  member = "user:jane@example.com"
}
resource "google_folder_iam_member" "fail_editor" {
  folder = "1"
  role   = "roles/editor"
  member = "user:jane@example.com"
}
resource "google_folder_iam_member" "fail_viewer" {
  folder = "1"
  role   = "roles/viewer"
  member = "user:jane@example.com"
}
resource "google_folder_iam_member" "pass_other" {
  folder = "1"
  role   = "roles/logging.viewer"
  member = "user:jane@example.com"
}
resource "google_folder_iam_binding" "fail_owner" {
  folder  = "1"
  role    = "roles/owner"
  members = ["user:jane@example.com"]
}
resource "google_folder_iam_binding" "fail_editor" {
  folder  = "1"
  role    = "roles/editor"
  members = ["user:jane@example.com"]
}
resource "google_folder_iam_binding" "fail_viewer" {
  folder  = "1"
  role    = "roles/viewer"
  members = ["user:jane@example.com"]
}
resource "google_folder_iam_binding" "pass_other" {
  folder  = "1"
  role    = "roles/logging.viewer"
  members = ["user:jane@example.com"]
}
