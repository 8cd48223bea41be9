resource "google_storage_bucket" "pass_other" {
  name = "jgw-bucket"
  logging {
    log_bucket = "mylovelybucket"
  }
}
resource "google_storage_bucket" "fail_self" {
  name = "mylovelybucket"
  logging {
    log_bucket = "mylovelybucket"
  }
}
locals {
  name = "mine"
}
resource "google_storage_bucket" "fail_local" {
  name = local.name
  logging {
    log_bucket = "mine"
  }
}
resource "google_storage_bucket" "left_absent" {
  name = "b"
}
resource "google_storage_bucket" "pass_ref" {
  name = "b"
  logging {
    log_bucket = google_storage_bucket.left_absent2.name
  }
}
resource "google_storage_bucket" "left_absent2" {
  name = "c"
}
