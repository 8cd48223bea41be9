resource "google_cloud_run_service_iam_member" "fail_all" {
  service = "s"
  role    = "roles/run.invoker"
  member  = "allUsers"
}
resource "google_cloud_run_service_iam_member" "fail_authenticated" {
  service = "s"
  role    = "roles/run.invoker"
  member  = "allAuthenticatedUsers"
}
resource "google_cloud_run_service_iam_member" "pass_user" {
  service = "s"
  role    = "roles/run.invoker"
  member  = "user:jane@example.com"
}
resource "google_cloud_run_service_iam_member" "pass_account" {
  service = "s"
  role    = "roles/run.invoker"
  member  = "serviceAccount:${google_service_account.a.email}"
}
resource "google_cloud_run_service_iam_binding" "fail_all" {
  service = "s"
  role    = "roles/run.invoker"
  members = ["user:jane@example.com", "allUsers"]
}
resource "google_cloud_run_service_iam_binding" "fail_authenticated" {
  service = "s"
  role    = "roles/run.invoker"
  members = ["allAuthenticatedUsers"]
}
resource "google_cloud_run_service_iam_binding" "pass_user" {
  service = "s"
  role    = "roles/run.invoker"
  members = ["user:jane@example.com"]
}
resource "google_cloud_run_v2_service_iam_member" "fail_all" {
  name   = "s"
  role   = "roles/run.invoker"
  member = "allUsers"
}
resource "google_cloud_run_v2_service_iam_member" "fail_authenticated" {
  name   = "s"
  role   = "roles/run.invoker"
  member = "allAuthenticatedUsers"
}
resource "google_cloud_run_v2_service_iam_member" "pass_user" {
  name   = "s"
  role   = "roles/run.invoker"
  member = "user:jane@example.com"
}
resource "google_cloud_run_v2_service_iam_member" "pass_account" {
  name   = "s"
  role   = "roles/run.invoker"
  member = "serviceAccount:${google_service_account.a.email}"
}
resource "google_cloud_run_v2_service_iam_binding" "fail_all" {
  name    = "s"
  role    = "roles/run.invoker"
  members = ["user:jane@example.com", "allUsers"]
}
resource "google_cloud_run_v2_service_iam_binding" "fail_authenticated" {
  name    = "s"
  role    = "roles/run.invoker"
  members = ["allAuthenticatedUsers"]
}
resource "google_cloud_run_v2_service_iam_binding" "pass_user" {
  name    = "s"
  role    = "roles/run.invoker"
  members = ["user:jane@example.com"]
}
