resource "google_redis_instance" "fail_absent" {
  memory_size_gb = 1
}
resource "google_redis_instance" "fail_disabled" {
  transit_encryption_mode = "DISABLED"
}
resource "google_redis_instance" "pass_server" {
  transit_encryption_mode = "SERVER_AUTHENTICATION"
}
