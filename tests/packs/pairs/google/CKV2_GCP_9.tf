resource "google_container_registry" "registry" {
  project  = "p"
  location = "EU"
}
resource "google_storage_bucket_iam_member" "fail_member" {
  bucket = google_container_registry.registry.id
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}
resource "google_storage_bucket_iam_binding" "fail_binding" {
  bucket  = google_container_registry.registry.id
  role    = "roles/storage.objectViewer"
  members = ["user:jane@example.com", "allAuthenticatedUsers"]
}
resource "google_storage_bucket_iam_member" "pass_member" {
  bucket = google_container_registry.registry.id
  role   = "roles/storage.objectViewer"
  member = "user:jane@example.com"
}
resource "google_storage_bucket_iam_binding" "pass_binding" {
  bucket  = google_container_registry.registry.id
  role    = "roles/storage.objectViewer"
  members = ["user:jane@example.com"]
}
