resource "google_organization_iam_member" "fail_compute" {
  org_id = "1"
  role   = "roles/viewer"
  member = "serviceAccount:123456-compute@developer.gserviceaccount.com"
}
resource "google_organization_iam_member" "pass_own" {
  org_id = "1"
  role   = "roles/viewer"
  member = "serviceAccount:app@project.iam.gserviceaccount.com"
}
resource "google_organization_iam_binding" "fail_appspot" {
  org_id  = "1"
  role    = "roles/viewer"
  members = ["serviceAccount:myproject@appspot.gserviceaccount.com"]
}
resource "google_organization_iam_binding" "pass_user" {
  org_id  = "1"
  role    = "roles/viewer"
  members = ["user:jane@example.com"]
}
