resource "google_storage_bucket" "fail_absent" {
  name     = "b"
  location = "EU"
}
resource "google_storage_bucket" "fail_false" {
  name                        = "b"
  uniform_bucket_level_access = false
}
resource "google_storage_bucket" "pass_true" {
  name                        = "b"
  uniform_bucket_level_access = true
}
resource "google_storage_bucket" "pass_string" {
  name                        = "b"
  uniform_bucket_level_access = "true"
}
resource "google_storage_bucket" "pass_old" {
  name               = "b"
  bucket_policy_only = true
}
