resource "google_project_iam_binding" "fail_token" {
  project = "p"
  role    = "roles/iam.serviceAccountTokenCreator"
  members = ["group:g@example.com"]
}
resource "google_project_iam_member" "fail_identity" {
  project = "p"
  role    = "roles/iam.workloadIdentityUser"
  member  = "user:jane@example.com"
}
resource "google_project_iam_member" "fail_editor" {
  project = "p"
  role    = "roles/editor"
  member  = "serviceAccount:app@project.iam.gserviceaccount.com"
}
