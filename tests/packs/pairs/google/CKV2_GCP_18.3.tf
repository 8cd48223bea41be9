resource "google_compute_network" "pass_counted" {
  count = 1
  name  = "n"
}
resource "google_compute_firewall" "f" {
  network = google_compute_network.pass_counted[0].name
  allow {
    protocol = "icmp"
  }
}
resource "google_compute_network" "pass_text" {
  name = "by-name"
}
resource "google_compute_firewall" "g" {
  network = "by-name"
  allow {
    protocol = "icmp"
  }
}
resource "google_compute_network" "fail_other" {
  name = "third"
}
