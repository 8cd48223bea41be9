resource "google_container_cluster" "pass_default" {
  name = "c"
}
resource "google_container_cluster" "pass_service" {
  monitoring_service = "monitoring.googleapis.com/kubernetes"
}
resource "google_container_cluster" "fail_none" {
  monitoring_service = "none"
}
resource "google_container_cluster" "fail_empty" {
  monitoring_config {
    enable_components = []
  }
}
resource "google_container_cluster" "pass_components" {
  monitoring_config {
    enable_components = ["SYSTEM_COMPONENTS"]
  }
}
