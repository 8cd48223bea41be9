resource "google_project_iam_member" "fail_owner" {
  project = "p"
  role    = "roles/owner"
  member  = "serviceAccount:app@project.iam.gserviceaccount.com"
}
resource "google_project_iam_member" "fail_editor" {
  project = "p"
  role    = "roles/editor"
  member  = "serviceAccount:${google_service_account.a.email}"
}
resource "google_project_iam_member" "fail_admin" {
  project = "p"
  role    = "roles/storage.admin"
  member  = "serviceAccount:app@project.iam.gserviceaccount.com"
}
resource "google_project_iam_member" "pass_user" {
  project = "p"
  role    = "roles/storage.admin"
  member  = "user:jane@example.com"
}
resource "google_project_iam_member" "pass_role" {
  project = "p"
  role    = "roles/storage.objectViewer"
  member  = "serviceAccount:app@project.iam.gserviceaccount.com"
}
