resource "google_compute_firewall" "fail_22" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_range" {
  name    = "f"
  network = "n"
  allow {
    protocol = "tcp"
    ports    = ["20-30"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_noports" {
  allow {
    protocol = "tcp"
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "fail_all" {
  allow {
    protocol = "all"
  }
  source_ranges = ["10.0.0.0/8", "::/0"]
}
resource "google_compute_firewall" "fail_second" {
  allow {
    protocol = "icmp"
  }
  allow {
    protocol = "tcp"
    ports    = ["80", "1024-65535", 22]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "pass_range" {
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = ["172.1.2.3/32"]
}
resource "google_compute_firewall" "pass_tags" {
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_tags = ["web"]
}
resource "google_compute_firewall" "pass_other" {
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "pass_deny" {
  deny {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = ["0.0.0.0/0"]
}
resource "google_compute_firewall" "pass_udp" {
  allow {
    protocol = "udp"
    ports    = ["22"]
  }
  source_ranges = ["0.0.0.0/0"]
}
variable "cidrs" { type = list(string) }
resource "google_compute_firewall" "unknown_cidrs" {
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
  source_ranges = var.cidrs
}
locals {
  open = "0.0.0.0/0"
}
resource "google_compute_firewall" "fail_dynamic" {
  dynamic "allow" {
    for_each = ["22", "80"]
    content {
      protocol = "TCP"
      ports    = [allow.value]
    }
  }
  source_ranges = [local.open]
}
