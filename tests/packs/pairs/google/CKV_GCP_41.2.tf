resource "google_project_iam_member" "fail_each" {
  for_each = toset(["roles/iam.serviceAccountTokenCreator", "roles/iam.serviceAccountUser"])
  project  = "p"
  role     = each.key
  member   = "user:jane@example.com"
}
variable "role" {}
resource "google_project_iam_member" "unknown_role" {
  project = "p"
  role    = var.role
  member  = "user:jane@example.com"
}
