resource "google_bigtable_instance" "fail_false" {
  deletion_protection = false
}
resource "google_bigtable_instance" "pass_true" {
  deletion_protection = "true"
}
