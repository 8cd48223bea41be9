resource "google_project_iam_audit_config" "left_service" {
  project = google_project.fail_p.project_id
  service = "storage.googleapis.com"
  audit_log_config {
    log_type = "ADMIN_READ"
  }
  audit_log_config {
    log_type = "DATA_READ"
  }
  audit_log_config {
    log_type = "DATA_WRITE"
  }
}
resource "google_project" "fail_p" {
  name = "p"
}
