resource "google_organization_iam_member" "fail_security" {
  org_id = "1"
  role   = "roles/iam.securityAdmin"
  member = "user:jane@example.com"
}
resource "google_organization_iam_member" "fail_user" {
  org_id = "1"
  role   = "roles/iam.serviceAccountUser"
  member = "user:jane@example.com"
}
resource "google_organization_iam_member" "pass_viewer" {
  org_id = "1"
  role   = "roles/logging.viewer"
  member = "user:jane@example.com"
}
resource "google_organization_iam_binding" "fail_owner" {
  org_id  = "1"
  role    = "roles/owner"
  members = ["user:jane@example.com"]
}
resource "google_organization_iam_binding" "fail_dataflow" {
  org_id  = "1"
  role    = "roles/iam.serviceAccountAdmin"
  members = ["user:jane@example.com"]
}
resource "google_organization_iam_binding" "pass_viewer" {
  org_id  = "1"
  role    = "roles/logging.viewer"
  members = ["user:jane@example.com"]
}
