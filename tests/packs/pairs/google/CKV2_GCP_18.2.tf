resource "google_compute_network" "pass_firewall" {
  name = "n"
}
resource "google_compute_firewall" "f" {
  network = google_compute_network.pass_firewall.name
  deny {
    protocol = "icmp"
  }
}
resource "google_compute_network" "pass_link" {
  name = "m"
}
resource "google_compute_firewall" "g" {
  network = google_compute_network.pass_link.self_link
  allow {
    protocol = "icmp"
  }
}
resource "google_compute_network" "pass_id" {
  name = "o"
}
resource "google_compute_firewall" "h" {
  network = google_compute_network.pass_id.id
  allow {
    protocol = "icmp"
  }
}
