resource "google_pubsub_topic_iam_member" "fail_all" {
  topic  = "t"
  role   = "roles/pubsub.publisher"
  member = "allUsers"
}
resource "google_pubsub_topic_iam_member" "fail_authenticated" {
  topic  = "t"
  role   = "roles/pubsub.publisher"
  member = "allAuthenticatedUsers"
}
resource "google_pubsub_topic_iam_member" "pass_user" {
  topic  = "t"
  role   = "roles/pubsub.publisher"
  member = "user:jane@example.com"
}
resource "google_pubsub_topic_iam_member" "pass_account" {
  topic  = "t"
  role   = "roles/pubsub.publisher"
  member = "serviceAccount:${google_service_account.a.email}"
}
resource "google_pubsub_topic_iam_binding" "fail_all" {
  topic   = "t"
  role    = "roles/pubsub.publisher"
  members = ["user:jane@example.com", "allUsers"]
}
resource "google_pubsub_topic_iam_binding" "fail_authenticated" {
  topic   = "t"
  role    = "roles/pubsub.publisher"
  members = ["allAuthenticatedUsers"]
}
resource "google_pubsub_topic_iam_binding" "pass_user" {
  topic   = "t"
  role    = "roles/pubsub.publisher"
  members = ["user:jane@example.com"]
}
