resource "google_compute_instance" "fail_full" {
  service_account {
    email  = "123456789-compute@developer.gserviceaccount.com"
    scopes = ["https://www.googleapis.com/auth/cloud-platform"]
  }
}
resource "google_compute_instance" "fail_alias" {
  service_account {
    scopes = ["cloud-platform"]
  }
}
resource "google_compute_instance" "pass_limited" {
  service_account {
    email  = "123456789-compute@developer.gserviceaccount.com"
    scopes = ["userinfo-email", "compute-ro", "storage-ro"]
  }
}
resource "google_compute_instance" "pass_own" {
  service_account {
    email  = "app@project.iam.gserviceaccount.com"
    scopes = ["https://www.googleapis.com/auth/cloud-platform"]
  }
}
resource "google_compute_instance_template" "fail_full" {
  service_account {
    email  = "123456789-compute@developer.gserviceaccount.com"
    scopes = ["compute-ro", "https://www.googleapis.com/auth/cloud-platform"]
  }
}
resource "google_compute_instance_template" "pass_limited" {
  service_account {
    email  = "123456789-compute@developer.gserviceaccount.com"
    scopes = ["compute-ro"]
  }
}
resource "google_compute_instance_from_template" "fail_full" {
  source_instance_template = "t"
  service_account {
    email  = "123456789-compute@developer.gserviceaccount.com"
    scopes = ["https://www.googleapis.com/auth/cloud-platform"]
  }
}
resource "google_compute_instance_from_template" "pass_limited" {
  source_instance_template = "t"
  service_account {
    email  = "123456789-compute@developer.gserviceaccount.com"
    scopes = ["storage-ro"]
  }
}
