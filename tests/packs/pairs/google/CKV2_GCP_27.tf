resource "google_workbench_instance" "fail_absent" {
  name = "w"
}
resource "google_workbench_instance" "fail_data" {
  gce_setup {
    boot_disk {
      disk_encryption = "CMEK"
      kms_key         = "k"
    }
    data_disks {
      disk_encryption = "GMEK"
    }
  }
}
resource "google_workbench_instance" "pass_both" {
  gce_setup {
    boot_disk {
      disk_encryption = "CMEK"
      kms_key         = "k"
    }
    data_disks {
      disk_encryption = "CMEK"
      kms_key         = "k"
    }
  }
}
resource "google_workbench_instance" "fail_boot" {
  gce_setup {
    boot_disk {
      disk_type = "PD_SSD"
    }
    data_disks {
      disk_encryption = "CMEK"
      kms_key         = "k"
    }
  }
}
