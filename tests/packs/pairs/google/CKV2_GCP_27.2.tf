resource "google_workbench_instance" "pass_boot" {
  gce_setup {
    boot_disk {
      kms_key         = google_kms_crypto_key.k.id
      disk_encryption = "CMEK"
    }
  }
}
resource "google_workbench_instance" "fail_nokey" {
  gce_setup {
    boot_disk {
      disk_encryption = "GMEK"
    }
  }
}
