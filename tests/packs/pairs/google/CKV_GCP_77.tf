resource "google_compute_firewall" "fail_20" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["20"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_range" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["19-20"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "pass_private" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["20"]
  }
  source_ranges = ["10.0.0.0/8"]
}
resource "google_compute_firewall" "pass_other" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
  source_ranges = ["0.0.0.0/0"]
}
