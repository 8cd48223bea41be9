resource "google_storage_bucket" "fail_absent" {
  name = "b"
}
resource "google_storage_bucket" "fail_inherited" {
  public_access_prevention = "inherited"
}
resource "google_storage_bucket" "pass_enforced" {
  public_access_prevention = "enforced"
}
