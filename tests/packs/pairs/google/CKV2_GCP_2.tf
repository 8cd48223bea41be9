resource "google_compute_network" "fail_absent" {
  name = "n"
}
resource "google_compute_network" "fail_true" {
  name                    = "n"
  auto_create_subnetworks = true
}
resource "google_compute_network" "pass_false" {
  name                    = "n"
  auto_create_subnetworks = false
}
