resource "google_kms_key_ring" "fail_text" {
  name     = "ring"
  location = "global"
}
resource "google_kms_key_ring_iam_member" "m" {
  key_ring_id = "${google_kms_key_ring.fail_text.project}/${google_kms_key_ring.fail_text.location}/${google_kms_key_ring.fail_text.name}"
  role        = "roles/cloudkms.admin"
  member      = "allUsers"
}
resource "google_kms_key_ring" "fail_two" {
  name = "k"
}
resource "google_kms_key_ring_iam_binding" "a" {
  key_ring_id = google_kms_key_ring.fail_two.id
  role        = "roles/cloudkms.admin"
  members     = ["user:jane@example.com"]
}
resource "google_kms_key_ring_iam_member" "b" {
  key_ring_id = google_kms_key_ring.fail_two.id
  role        = "roles/cloudkms.viewer"
  member      = "allUsers"
}
