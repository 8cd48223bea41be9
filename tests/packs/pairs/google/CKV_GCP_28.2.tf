resource "google_storage_bucket" "b" {
  name = "b"
}
locals {
  readers = ["user:a@example.com", "allUsers"]
}
resource "google_storage_bucket_iam_binding" "fail_local" {
  bucket  = google_storage_bucket.b.name
  role    = "roles/storage.objectViewer"
  members = local.readers
}
resource "google_storage_bucket_iam_binding" "fail_concat" {
  bucket  = google_storage_bucket.b.name
  role    = "roles/storage.legacyObjectReader"
  members = concat(["user:a@example.com"], ["allAuthenticatedUsers"])
}
resource "google_storage_bucket_iam_member" "fail_count" {
  count  = 2
  bucket = google_storage_bucket.b.name
  role   = "roles/storage.objectViewer"
  member = element(["allUsers", "allAuthenticatedUsers"], count.index)
}
resource "google_storage_bucket_iam_binding" "pass_project" {
  bucket  = google_storage_bucket.b.name
  role    = "roles/storage.objectViewer"
  members = ["projectViewer:my-project", "domain:example.com"]
}
variable "u" {}
resource "google_storage_bucket_iam_binding" "unknown_members" {
  bucket  = google_storage_bucket.b.name
  role    = "roles/storage.objectViewer"
  members = var.u
}
resource "google_storage_bucket_iam_binding" "fail_known" {
  bucket  = google_storage_bucket.b.name
  role    = "roles/storage.objectViewer"
  members = ["user:${var.u}", "allUsers"]
}
