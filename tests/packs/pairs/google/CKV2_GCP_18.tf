resource "google_compute_network" "fail_alone" {
  name = "n"
}
