resource "google_storage_bucket" "fail_absent" {
  name = "log-bucket"
}
resource "google_logging_project_sink" "s" {
  name        = "s"
  destination = "storage.googleapis.com/${google_storage_bucket.fail_absent.name}"
}
resource "google_storage_bucket" "fail_unlocked" {
  name = "log-bucket-2"
  retention_policy {
    retention_period = 604800
    is_locked        = false
  }
}
resource "google_logging_folder_sink" "s" {
  folder      = "f"
  destination = "storage.googleapis.com/${google_storage_bucket.fail_unlocked.name}"
}
resource "google_storage_bucket" "pass_locked" {
  name = "log-bucket-3"
  retention_policy {
    retention_period = 604800
    is_locked        = true
  }
}
resource "google_logging_organization_sink" "s" {
  org_id      = "1"
  destination = "storage.googleapis.com/${google_storage_bucket.pass_locked.name}"
}
resource "google_storage_bucket" "left_nosink" {
  name = "other"
}
