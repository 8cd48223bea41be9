resource "google_folder_iam_member" "fail_compute" {
  folder = "f"
  role   = "roles/viewer"
  member = "serviceAccount:123456-compute@developer.gserviceaccount.com"
}
resource "google_folder_iam_member" "pass_own" {
  folder = "f"
  role   = "roles/viewer"
  member = "user:jane@example.com"
}
resource "google_folder_iam_binding" "fail_appspot" {
  folder  = "f"
  role    = "roles/viewer"
  members = ["serviceAccount:myproject@appspot.gserviceaccount.com"]
}
resource "google_folder_iam_binding" "pass_user" {
  folder  = "f"
  role    = "roles/viewer"
  members = ["serviceAccount:app@project.iam.gserviceaccount.com"]
}
