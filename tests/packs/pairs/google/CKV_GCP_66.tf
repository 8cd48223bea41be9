resource "google_container_cluster" "fail_absent" {
  name = "c"
}
resource "google_container_cluster" "fail_false" {
  enable_binary_authorization = false
}
resource "google_container_cluster" "pass_old" {
  enable_binary_authorization = true
}
resource "google_container_cluster" "pass_enforce" {
  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }
}
resource "google_container_cluster" "fail_disabled" {
  binary_authorization {
    evaluation_mode = "DISABLED"
  }
}
