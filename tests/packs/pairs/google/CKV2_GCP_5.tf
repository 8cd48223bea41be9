resource "google_project_iam_audit_config" "pass_all" {
  project = google_project.p.id
  service = "allServices"
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
resource "google_project" "p" {
  name = "p"
}
