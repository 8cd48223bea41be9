resource "google_project_iam_audit_config" "fail_types" {
  project = google_project.p.project_id
  service = "allServices"
  audit_log_config {
    log_type = "ADMIN_READ"
  }
}
resource "google_project" "p" {
  name = "p"
}
