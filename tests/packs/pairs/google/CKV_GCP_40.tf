resource "google_compute_instance" "fail_empty" {
  network_interface {
    network = "default"
    access_config {
    }
  }
}
resource "google_compute_instance" "fail_ip" {
  network_interface {
    access_config {
      nat_ip = "192.0.2.1"
    }
  }
}
resource "google_compute_instance" "fail_second" {
  network_interface {
    network = "a"
  }
  network_interface {
    network = "b"
    access_config {}
  }
}
resource "google_compute_instance" "pass_none" {
  network_interface {
    network = "default"
  }
}
resource "google_compute_instance_template" "fail_empty" {
  network_interface {
    access_config {
      network_tier = "PREMIUM"
    }
  }
}
resource "google_compute_instance_template" "pass_none" {
  network_interface {
    subnetwork = "s"
  }
}
resource "google_compute_instance_from_template" "fail_empty" {
  source_instance_template = "t"
  network_interface {
    access_config {
      nat_ip = "192.0.2.1"
    }
  }
}
resource "google_compute_instance_from_template" "pass_none" {
  source_instance_template = "t"
  network_interface {
    subnetwork = "s"
  }
}
