resource "google_dataproc_cluster" "fail_absent" {
  name = "c"
}
resource "google_dataproc_cluster" "fail_empty" {
  cluster_config {
    staging_bucket = "b"
  }
}
resource "google_dataproc_cluster" "pass_key" {
  cluster_config {
    encryption_config {
      kms_key_name = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
    }
  }
}
