resource "google_artifact_registry_repository_iam_member" "fail_all" {
  repository = "r"
  role       = "roles/artifactregistry.reader"
  member     = "allUsers"
}
resource "google_artifact_registry_repository_iam_member" "fail_authenticated" {
  repository = "r"
  role       = "roles/artifactregistry.reader"
  member     = "allAuthenticatedUsers"
}
resource "google_artifact_registry_repository_iam_member" "pass_user" {
  repository = "r"
  role       = "roles/artifactregistry.reader"
  member     = "user:jane@example.com"
}
resource "google_artifact_registry_repository_iam_member" "pass_account" {
  repository = "r"
  role       = "roles/artifactregistry.reader"
  member     = "serviceAccount:${google_service_account.a.email}"
}
resource "google_artifact_registry_repository_iam_binding" "fail_all" {
  repository = "r"
  role       = "roles/artifactregistry.reader"
  members    = ["user:jane@example.com", "allUsers"]
}
resource "google_artifact_registry_repository_iam_binding" "fail_authenticated" {
  repository = "r"
  role       = "roles/artifactregistry.reader"
  members    = ["allAuthenticatedUsers"]
}
resource "google_artifact_registry_repository_iam_binding" "pass_user" {
  repository = "r"
  role       = "roles/artifactregistry.reader"
  members    = ["user:jane@example.com"]
}
