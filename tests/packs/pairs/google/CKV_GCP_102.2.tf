resource "google_cloud_run_service_iam_binding" "fail_cap" {
  service = google_cloud_run_service.s.name
  role    = "roles/run.invoker"
  members = tolist(["allUsers"])
}
resource "google_cloud_run_service_iam_policy" "fail_data" {
  service     = google_cloud_run_service.s.name
  policy_data = data.google_iam_policy.noauth.policy_data
}
data "google_iam_policy" "noauth" {
  binding {
    role    = "roles/run.invoker"
    members = ["allUsers"]
  }
}
