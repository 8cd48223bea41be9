resource "google_dataproc_cluster" "fail_false" {
  cluster_config {
    gce_cluster_config {
      internal_ip_only = false
    }
  }
}
resource "google_dataproc_cluster" "pass_true" {
  cluster_config {
    gce_cluster_config {
      zone             = "us-central1-a"
      internal_ip_only = true
    }
  }
}
