resource "google_organization_iam_member" "fail_owner" {
  org_id = "1"
  role   = "roles/owner"
  member = "user:jane@example.com"
}
resource "google_organization_iam_member" "fail_editor" {
  org_id = "1"
  role   = "roles/editor"
  member = "user:jane@example.com"
}
resource "google_organization_iam_member" "fail_viewer" {
  org_id = "1"
  role   = "roles/viewer"
  member = "user:jane@example.com"
}
resource "google_organization_iam_member" "pass_other" {
  org_id = "1"
  role   = "roles/logging.viewer"
  member = "user:jane@example.com"
}
resource "google_organization_iam_binding" "fail_owner" {
  org_id  = "1"
  role    = "roles/owner"
  members = ["user:jane@example.com"]
}
resource "google_organization_iam_binding" "fail_editor" {
  org_id  = "1"
  role    = "roles/editor"
  members = ["user:jane@example.com"]
}
resource "google_organization_iam_binding" "fail_viewer" {
  org_id  = "1"
  role    = "roles/viewer"
  members = ["user:jane@example.com"]
}
resource "google_organization_iam_binding" "pass_other" {
  org_id  = "1"
  role    = "roles/logging.viewer"
  members = ["user:jane@example.com"]
}
