data "google_iam_policy" "fail_dynamic" {
  dynamic "binding" {
    for_each = { "roles/viewer" = ["allUsers"] }
    content {
      role    = binding.key
      members = binding.value
    }
  }
}
variable "x" {}
data "google_iam_policy" "unknown_members" {
  binding {
    role    = "roles/compute.viewer"
    members = var.x
  }
}
