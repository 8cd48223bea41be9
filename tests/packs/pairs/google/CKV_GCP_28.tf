resource "google_storage_bucket_iam_member" "fail_all" {
  bucket = google_storage_bucket.b.name
  role   = "roles/storage.admin"
  member = "allUsers"
}
resource "google_storage_bucket_iam_member" "fail_authenticated" {
  bucket = "b"
  role   = "roles/storage.objectViewer"
  member = "allAuthenticatedUsers"
}
resource "google_storage_bucket_iam_member" "pass_user" {
  bucket = "b"
  role   = "roles/storage.admin"
  member = "user:jane@example.com"
}
resource "google_storage_bucket_iam_binding" "fail_all" {
  bucket  = "b"
  role    = "roles/storage.admin"
  members = ["user:jane@example.com", "allUsers"]
}
resource "google_storage_bucket_iam_binding" "fail_authenticated" {
  bucket  = "b"
  role    = "roles/storage.admin"
  members = ["allAuthenticatedUsers"]
}
resource "google_storage_bucket_iam_binding" "pass_user" {
  bucket  = "b"
  role    = "roles/storage.admin"
  members = ["user:jane@example.com"]
}
variable "m" {}
resource "google_storage_bucket_iam_member" "unknown_var" {
  bucket = "b"
  role   = "roles/storage.admin"
  member = var.m
}
resource "google_storage_bucket_iam_member" "fail_each" {
  for_each = toset(["allUsers"])
  bucket   = "b"
  role     = "roles/storage.objectViewer"
  member   = each.value
}
data "google_iam_policy" "public" {
  binding {
    role    = "roles/storage.objectViewer"
    members = ["allUsers"]
  }
}
resource "google_storage_bucket_iam_policy" "fail_data" {
  bucket      = "b"
  policy_data = data.google_iam_policy.public.policy_data
}
data "google_iam_policy" "private" {
  binding {
    role    = "roles/storage.objectViewer"
    members = ["group:a@example.com"]
  }
}
resource "google_storage_bucket_iam_policy" "pass_data" {
  bucket      = "b"
  policy_data = data.google_iam_policy.private.policy_data
}
