# Events come in by Pub/Sub, are kept in a lake and in BigQuery, and are worked on in a private cluster.

terraform {
  required_version = "~> 1.11"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.20"
    }
  }
}

provider "google" {
  project = var.project_id
  region  = var.region

  default_labels = {
    environment = var.environment
    managed-by  = "terraform"
  }
}

resource "google_project_service" "this" {
  for_each = toset([
    "artifactregistry", "bigquery", "cloudkms", "compute", "container", "pubsub", "run", "servicenetworking", "sqladmin", "storage",
  ])

  service            = "${each.key}.googleapis.com"
  disable_on_destroy = false
}

# Who read what: reads of data are not logged unless somebody asks for it.
resource "google_project_iam_audit_config" "this" {
  project = var.project_id
  service = "allServices"

  audit_log_config {
    log_type = "ADMIN_READ"
  }

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}
