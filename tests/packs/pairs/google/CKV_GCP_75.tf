resource "google_compute_firewall" "fail_21" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["21"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_range" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["20-22"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "pass_private" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["21"]
  }
  source_ranges = ["10.0.0.0/8"]
}
resource "google_compute_firewall" "pass_other" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = ["0.0.0.0/0"]
}
