resource "google_compute_instance" "looser_absent" {
  name         = "i"
  machine_type = "e2-small"
}
resource "google_compute_instance" "fail_noemail" {
  service_account {
    scopes = ["userinfo-email", "compute-ro"]
  }
}
resource "google_compute_instance" "fail_email" {
  service_account {
    email  = "123456789-compute@developer.gserviceaccount.com"
    scopes = ["https://www.googleapis.com/auth/cloud-platform"]
  }
}
resource "google_compute_instance" "pass_own" {
  service_account {
    email  = "app@project.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}
resource "google_compute_instance_template" "pass_own" {
  machine_type = "e2-small"
  service_account {
    email  = google_service_account.app.email
    scopes = ["cloud-platform"]
  }
}
resource "google_service_account" "app" {
  account_id = "app"
}
resource "google_compute_instance_template" "fail_email" {
  service_account {
    email  = "123456789-compute@developer.gserviceaccount.com"
    scopes = []
  }
}
resource "google_compute_instance_template" "fail_noemail" {
  service_account {
    scopes = ["cloud-platform"]
  }
}
resource "google_compute_instance_from_template" "fail_email" {
  source_instance_template = "t"
  service_account {
    email  = "123456789-compute@developer.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}
resource "google_compute_instance_from_template" "pass_own" {
  source_instance_template = "t"
  service_account {
    email  = "app@project.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}
resource "google_compute_instance" "pass_gke" {
  name = "gke-cluster-node"
  service_account {
    email  = "app@project.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}
