resource "google_kms_key_ring" "fail_member" {
  name = "k"
}
resource "google_kms_key_ring_iam_member" "m" {
  key_ring_id = google_kms_key_ring.fail_member.id
  role        = "roles/cloudkms.admin"
  member      = "allAuthenticatedUsers"
}
resource "google_kms_key_ring" "fail_binding" {
  name = "k"
}
resource "google_kms_key_ring_iam_binding" "b" {
  key_ring_id = google_kms_key_ring.fail_binding.id
  role        = "roles/cloudkms.admin"
  members     = ["allUsers"]
}
resource "google_kms_key_ring" "pass_member" {
  name = "k"
}
resource "google_kms_key_ring_iam_member" "m2" {
  key_ring_id = google_kms_key_ring.pass_member.id
  role        = "roles/cloudkms.admin"
  member      = "user:jane@example.com"
}
resource "google_kms_key_ring" "pass_alone" {
  name = "k"
}
