resource "google_compute_firewall" "fail_upper" {
  name    = "f"
  network = "n"
  allow {
    protocol = "TCP"
    ports    = ["22"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_v6" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = ["::/0"]
}
resource "google_compute_firewall" "fail_six" {
  name    = "f"
  network = "n"
  allow {
    protocol = "6"
    ports    = ["22"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_halves" {
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = ["0.0.0.0/1", "128.0.0.0/1"]
}
resource "google_compute_firewall" "fail_both" {
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = ["0.0.0.0/0"]
  source_tags   = ["web"]
}
resource "google_compute_firewall" "fail_emptyports" {
  allow {
    protocol = "tcp"
    ports    = []
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "pass_account" {
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_service_accounts = ["a@p.iam.gserviceaccount.com"]
}
resource "google_compute_firewall" "fail_ingress" {
  direction = "INGRESS"
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = ["10.0.0.0/8", "0.0.0.0/0"]
}
variable "open" { default = "0.0.0.0/0" }
resource "google_compute_firewall" "fail_variable" {
  count = 1
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = [var.open]
}
variable "port" {}
resource "google_compute_firewall" "unknown_port" {
  allow {
    protocol = "tcp"
    ports    = [var.port]
  }
  source_ranges = ["0.0.0.0/0"]
}
variable "rules" {
  default = [{ ports = ["443"], ranges = ["0.0.0.0/0"] }, { ports = ["22"], ranges = ["0.0.0.0/0"] }]
}
resource "google_compute_firewall" "fail_counted" {
  for_each = { for i, r in var.rules : i => r if contains(r.ports, "22") }
  allow {
    protocol = "tcp"
    ports    = each.value.ports
  }
  source_ranges = each.value.ranges
}
