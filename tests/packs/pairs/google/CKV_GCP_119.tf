resource "google_spanner_database" "fail_false" {
  instance            = "i"
  deletion_protection = false
}
resource "google_spanner_database" "pass_true" {
  instance            = "i"
  deletion_protection = true
}
resource "google_spanner_database" "pass_default" {
  instance = "i"
}
