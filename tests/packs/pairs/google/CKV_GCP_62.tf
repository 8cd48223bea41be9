resource "google_storage_bucket" "fail_absent" {
  name     = "jgw-bucket"
  location = "EU"
}
resource "google_storage_bucket" "pass_logging" {
  name = "jgw-bucket"
  logging {
    log_bucket = "mylovelybucket"
  }
}
