resource "google_project_iam_member" "fail_token" {
  project = "p"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "user:jane@example.com"
}
resource "google_project_iam_member" "fail_user" {
  project = "p"
  role    = "roles/iam.serviceAccountUser"
  member  = "user:jane@example.com"
}
resource "google_project_iam_member" "pass_other" {
  project = "p"
  role    = "roles/compute.viewer"
  member  = "user:jane@example.com"
}
resource "google_project_iam_binding" "fail_token" {
  project = "p"
  role    = "roles/iam.serviceAccountTokenCreator"
  members = ["user:jane@example.com"]
}
resource "google_project_iam_binding" "fail_user" {
  project = "p"
  role    = "roles/iam.serviceAccountUser"
  members = ["user:jane@example.com"]
}
resource "google_project_iam_binding" "pass_other" {
  project = "p"
  role    = "roles/logging.viewer"
  members = ["user:jane@example.com"]
}
