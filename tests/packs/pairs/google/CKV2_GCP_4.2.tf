resource "google_storage_bucket" "fail_format" {
  name = "log-bucket"
}
resource "google_logging_project_sink" "s" {
  destination = format("storage.googleapis.com/%s", google_storage_bucket.fail_format.id)
}
resource "google_storage_bucket" "fail_name" {
  name = "my-org-logs"
  retention_policy {
    retention_period = 604800
  }
}
resource "google_logging_organization_sink" "s" {
  org_id      = "1"
  destination = "storage.googleapis.com/my-org-logs"
}
resource "google_storage_bucket" "pass_name" {
  name = "my-org-logs-2"
  retention_policy {
    retention_period = 604800
    is_locked        = "true"
  }
}
resource "google_logging_folder_sink" "s" {
  folder      = "1"
  destination = "storage.googleapis.com/my-org-logs-2"
}
