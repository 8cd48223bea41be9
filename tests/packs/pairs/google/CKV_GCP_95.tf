resource "google_redis_instance" "fail_absent" {
  memory_size_gb = 1
}
resource "google_redis_instance" "fail_false" {
  auth_enabled = false
}
resource "google_redis_instance" "pass_true" {
  auth_enabled = true
}
