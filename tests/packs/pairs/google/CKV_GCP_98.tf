resource "google_dataproc_cluster_iam_member" "fail_all" {
  cluster = "c"
  role    = "roles/dataproc.editor"
  member  = "allUsers"
}
resource "google_dataproc_cluster_iam_member" "fail_authenticated" {
  cluster = "c"
  role    = "roles/dataproc.editor"
  member  = "allAuthenticatedUsers"
}
resource "google_dataproc_cluster_iam_member" "pass_user" {
  cluster = "c"
  role    = "roles/dataproc.editor"
  member  = "user:jane@example.com"
}
resource "google_dataproc_cluster_iam_member" "pass_account" {
  cluster = "c"
  role    = "roles/dataproc.editor"
  member  = "serviceAccount:${google_service_account.a.email}"
}
resource "google_dataproc_cluster_iam_binding" "fail_all" {
  cluster = "c"
  role    = "roles/dataproc.editor"
  members = ["user:jane@example.com", "allUsers"]
}
resource "google_dataproc_cluster_iam_binding" "fail_authenticated" {
  cluster = "c"
  role    = "roles/dataproc.editor"
  members = ["allAuthenticatedUsers"]
}
resource "google_dataproc_cluster_iam_binding" "pass_user" {
  cluster = "c"
  role    = "roles/dataproc.editor"
  members = ["user:jane@example.com"]
}
