resource "google_cloudfunctions_function_iam_member" "fail_all" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  member         = "allUsers"
}
resource "google_cloudfunctions_function_iam_member" "fail_authenticated" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  member         = "allAuthenticatedUsers"
}
resource "google_cloudfunctions_function_iam_member" "pass_user" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  member         = "user:jane@example.com"
}
resource "google_cloudfunctions_function_iam_member" "pass_account" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  member         = "serviceAccount:${google_service_account.a.email}"
}
resource "google_cloudfunctions_function_iam_binding" "fail_all" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  members        = ["user:jane@example.com", "allUsers"]
}
resource "google_cloudfunctions_function_iam_binding" "fail_authenticated" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  members        = ["allAuthenticatedUsers"]
}
resource "google_cloudfunctions_function_iam_binding" "pass_user" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  members        = ["user:jane@example.com"]
}
resource "google_cloudfunctions2_function_iam_member" "fail_all" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  member         = "allUsers"
}
resource "google_cloudfunctions2_function_iam_member" "fail_authenticated" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  member         = "allAuthenticatedUsers"
}
resource "google_cloudfunctions2_function_iam_member" "pass_user" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  member         = "user:jane@example.com"
}
resource "google_cloudfunctions2_function_iam_member" "pass_account" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  member         = "serviceAccount:${google_service_account.a.email}"
}
resource "google_cloudfunctions2_function_iam_binding" "fail_all" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  members        = ["user:jane@example.com", "allUsers"]
}
resource "google_cloudfunctions2_function_iam_binding" "fail_authenticated" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  members        = ["allAuthenticatedUsers"]
}
resource "google_cloudfunctions2_function_iam_binding" "pass_user" {
  cloud_function = "f"
  role           = "roles/cloudfunctions.invoker"
  members        = ["user:jane@example.com"]
}
