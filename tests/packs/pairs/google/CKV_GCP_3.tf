resource "google_compute_firewall" "fail_rdp" {
  allow {
    protocol = "tcp"
    ports    = [3389]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_range" {
  allow {
    protocol = "6"
    ports    = ["1024-65535"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_nosource" {
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
}
resource "google_compute_firewall" "pass_private" {
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
  source_ranges = ["10.0.0.0/8"]
}
resource "google_compute_firewall" "pass_ssh" {
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "left_egress" {
  direction = "EGRESS"
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
  destination_ranges = ["0.0.0.0/0"]
}
