resource "google_project_iam_member" "fail_each" {
  for_each = { a = "roles/viewer", b = "roles/editor" }
  project  = "p"
  role     = each.value
  member   = "group:g@example.com"
}
resource "google_project_iam_binding" "pass_custom" {
  project = "p"
  role    = "projects/p/roles/owner"
  members = ["group:g@example.com"]
}
