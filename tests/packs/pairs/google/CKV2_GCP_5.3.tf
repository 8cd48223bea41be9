resource "google_project_iam_audit_config" "fail_exempted" {
  project = google_project.p.project_id
  service = "allServices"
  audit_log_config {
    log_type         = "ADMIN_READ"
    exempted_members = ["user:jane@example.com"]
  }
  audit_log_config {
    log_type = "DATA_READ"
  }
  audit_log_config {
    log_type = "DATA_WRITE"
  }
}
resource "google_project" "p" {
  name = "p"
}
