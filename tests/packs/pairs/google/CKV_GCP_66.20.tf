terraform {
  required_providers {
    google-beta = {
      source  = "hashicorp/google-beta"
      version = "~> 5.10"
    }
  }
}
resource "google_container_cluster" "fail_absent" {
  provider = google-beta
  name     = "c"
}
resource "google_container_cluster" "pass_enforce" {
  provider = google-beta
  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }
}
