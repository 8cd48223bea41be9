resource "google_container_cluster" "pass_default" {
  name = "c"
}
resource "google_container_cluster" "pass_service" {
  name            = "c"
  logging_service = "logging.googleapis.com/kubernetes"
}
resource "google_container_cluster" "fail_none" {
  name            = "c"
  logging_service = "none"
}
resource "google_container_cluster" "fail_empty" {
  name = "c"
  logging_config {
    enable_components = []
  }
}
resource "google_container_cluster" "pass_components" {
  logging_config {
    enable_components = ["SYSTEM_COMPONENTS", "WORKLOADS"]
  }
}
variable "l" {}
resource "google_container_cluster" "unknown_var" {
  logging_service = var.l
}
