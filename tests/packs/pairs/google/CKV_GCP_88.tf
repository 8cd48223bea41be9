resource "google_compute_firewall" "fail_3306" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["3306"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_range" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["3000-4000"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_int" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = [3306]
  }
  source_ranges = ["::/0"]
}
resource "google_compute_firewall" "pass_private" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["3306"]
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
