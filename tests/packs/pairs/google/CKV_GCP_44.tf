resource "google_folder_iam_member" "fail_owner" {
  folder = "f"
  role   = "roles/owner"
  member = "user:jane@example.com"
}
resource "google_folder_iam_member" "fail_admin" {
  folder = "f"
  role   = "roles/iam.serviceAccountAdmin"
  member = "user:jane@example.com"
}
resource "google_folder_iam_member" "fail_token" {
  folder = "f"
  role   = "roles/iam.serviceAccountTokenCreator"
  member = "user:jane@example.com"
}
resource "google_folder_iam_member" "fail_wi" {
  folder = "f"
  role   = "roles/iam.workloadIdentityUser"
  member = "user:jane@example.com"
}
resource "google_folder_iam_member" "pass_viewer" {
  folder = "f"
  role   = "roles/compute.viewer"
  member = "user:jane@example.com"
}
resource "google_folder_iam_binding" "fail_editor" {
  folder  = "f"
  role    = "roles/editor"
  members = ["user:jane@example.com"]
}
resource "google_folder_iam_binding" "fail_keys" {
  folder  = "f"
  role    = "roles/iam.serviceAccountKeyAdmin"
  members = ["user:jane@example.com"]
}
resource "google_folder_iam_binding" "pass_viewer" {
  folder  = "f"
  role    = "roles/browser"
  members = ["user:jane@example.com"]
}
