data "google_iam_policy" "fail_all" {
  binding {
    role    = "roles/compute.viewer"
    members = ["allUsers"]
  }
}
data "google_iam_policy" "fail_second" {
  binding {
    role    = "roles/compute.viewer"
    members = ["user:jane@example.com"]
  }
  binding {
    role    = "roles/compute.viewer"
    members = ["user:jane@example.com", "allAuthenticatedUsers"]
  }
}
data "google_iam_policy" "pass_user" {
  binding {
    role    = "roles/compute.viewer"
    members = ["user:jane@example.com"]
  }
}
