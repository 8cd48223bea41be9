resource "google_compute_firewall" "fail_upper" {
  name    = "f"
  network = "n"
  allow {
    protocol = "TCP"
    ports    = ["3389"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_v6" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
  source_ranges = ["::/0"]
}
resource "google_compute_firewall" "fail_low" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["0-65535"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_all" {
  name    = "f"
  network = "n"
  allow {
    protocol = "all"
    ports    = []
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "pass_narrow" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
  source_ranges = ["203.0.113.0/24"]
}
