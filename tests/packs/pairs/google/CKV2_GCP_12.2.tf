resource "google_compute_firewall" "fail_udp" {
  name    = "f"
  network = "n"
  allow {
    protocol = "udp"
    ports    = ["0-65535"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_one" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["1-65535"]
  }
  source_ranges = ["::/0"]
}
resource "google_compute_firewall" "pass_range" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["1024-2048"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_ALL" {
  name    = "f"
  network = "n"
  allow {
    protocol = "ALL"
    ports    = []
  }
  source_ranges = ["0.0.0.0/0"]
}
