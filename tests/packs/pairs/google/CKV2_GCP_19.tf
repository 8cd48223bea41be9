resource "google_container_cluster" "pass_absent" {
  name = "c"
}
resource "google_container_cluster" "pass_false" {
  enable_kubernetes_alpha = false
}
resource "google_container_cluster" "fail_true" {
  enable_kubernetes_alpha = true
}
