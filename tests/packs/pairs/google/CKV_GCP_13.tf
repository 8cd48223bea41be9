resource "google_container_cluster" "pass_false" {
  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }
}
resource "google_container_cluster" "fail_true" {
  master_auth {
    client_certificate_config {
      issue_client_certificate = true
    }
  }
}
resource "google_container_cluster" "fail_user" {
  master_auth {
    username = "admin"
    password = "x"
    client_certificate_config {
      issue_client_certificate = "true"
    }
  }
}
