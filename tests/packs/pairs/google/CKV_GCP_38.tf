resource "google_compute_instance" "fail_boot" {
  boot_disk {
    initialize_params {
      image = "debian"
    }
  }
}
resource "google_compute_instance" "pass_raw" {
  boot_disk {
    disk_encryption_key_raw = "acXTX3rxrKAFTF0tYVLvydU1riRZTvUNC4g5I11NY-c="
  }
}
resource "google_compute_instance" "pass_kms" {
  boot_disk {
    kms_key_self_link = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
  }
}
resource "google_compute_instance" "looser_attached" {
  boot_disk {
    kms_key_self_link = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
  }
  attached_disk {
    source = "d"
  }
}
resource "google_compute_instance" "pass_attached" {
  boot_disk {
    kms_key_self_link = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
  }
  attached_disk {
    source            = "d"
    kms_key_self_link = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
  }
}
