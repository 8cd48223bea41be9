terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 4.0"
    }
  }
}
resource "google_sql_database_instance" "pass_require" {
  settings {
    ip_configuration {
      require_ssl = true
    }
  }
}
resource "google_sql_database_instance" "fail_false" {
  settings {
    ip_configuration {
      require_ssl = false
    }
  }
}
resource "google_sql_database_instance" "fail_absent" {
  settings {
    tier = "x"
  }
}
