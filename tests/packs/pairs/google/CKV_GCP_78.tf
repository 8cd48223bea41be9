resource "google_storage_bucket" "fail_absent" {
  name = "b"
}
resource "google_storage_bucket" "fail_false" {
  versioning {
    enabled = false
  }
}
resource "google_storage_bucket" "pass_true" {
  versioning {
    enabled = true
  }
}
resource "google_storage_bucket" "pass_string" {
  versioning {
    enabled = "true"
  }
}
