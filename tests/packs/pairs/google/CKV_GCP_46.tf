resource "google_project_iam_member" "fail_compute" {
  project = "p"
  role    = "roles/resourcemanager.organizationAdmin"
  member  = "serviceAccount:123456-compute@developer.gserviceaccount.com"
}
resource "google_project_iam_member" "fail_appspot" {
  project = "p"
  role    = "roles/viewer"
  member  = "serviceAccount:myproject@appspot.gserviceaccount.com"
}
resource "google_project_iam_member" "pass_own" {
  project = "p"
  role    = "roles/viewer"
  member  = "serviceAccount:app@project.iam.gserviceaccount.com"
}
resource "google_project_iam_member" "fail_data" {
  project = "p"
  role    = "roles/viewer"
  member  = "serviceAccount:${data.google_compute_default_service_account.d.email}"
}
data "google_compute_default_service_account" "d" {
}
resource "google_project_iam_binding" "fail_compute" {
  project = "p"
  role    = "roles/viewer"
  members = ["user:jane@example.com", "serviceAccount:123456-compute@developer.gserviceaccount.com"]
}
resource "google_project_iam_binding" "fail_appspot" {
  project = "p"
  role    = "roles/viewer"
  members = ["serviceAccount:myproject@appspot.gserviceaccount.com"]
}
resource "google_project_iam_binding" "pass_own" {
  project = "p"
  role    = "roles/viewer"
  members = ["user:jane@example.com"]
}
