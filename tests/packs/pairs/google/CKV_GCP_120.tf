resource "google_spanner_database" "fail_absent" {
  instance = "i"
}
resource "google_spanner_database" "fail_false" {
  instance               = "i"
  enable_drop_protection = false
}
resource "google_spanner_database" "pass_true" {
  instance               = "i"
  enable_drop_protection = true
}
