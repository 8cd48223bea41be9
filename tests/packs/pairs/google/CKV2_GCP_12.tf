resource "google_compute_firewall" "fail_all" {
  allow {
    protocol = "all"
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_range" {
  allow {
    protocol = "tcp"
    ports    = ["0-65535"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_noports" {
  allow {
    protocol = "tcp"
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "pass_port" {
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "pass_private" {
  allow {
    protocol = "all"
  }
  source_ranges = ["10.0.0.0/8"]
}
resource "google_compute_firewall" "left_egress" {
  direction = "EGRESS"
  allow {
    protocol = "all"
  }
}
resource "google_compute_firewall" "left_disabled" {
  disabled = true
  allow {
    protocol = "all"
  }
  source_ranges = ["0.0.0.0/0"]
}
