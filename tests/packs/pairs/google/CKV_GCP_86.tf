resource "google_cloudbuild_worker_pool" "fail_false" {
  worker_config {
    no_external_ip = false
  }
}
resource "google_cloudbuild_worker_pool" "fail_absent" {
  worker_config {
    disk_size_gb = 100
  }
}
resource "google_cloudbuild_worker_pool" "fail_none" {
  name = "p"
}
resource "google_cloudbuild_worker_pool" "pass_true" {
  worker_config {
    no_external_ip = true
  }
}
