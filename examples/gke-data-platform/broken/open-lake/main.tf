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
  project = "example-corp-data"
  region  = "europe-west4"
}

resource "google_kms_key_ring" "this" {
  name     = "data-platform"
  location = "europe-west4"
}

# It is there, and neither rotates nor encrypts anything.
resource "google_kms_crypto_key" "lake" {
  name     = "lake"
  key_ring = google_kms_key_ring.this.id
}

resource "google_storage_bucket" "raw" {
  name          = "example-corp-data-raw"
  location      = "europe-west4"
  force_destroy = true

  retention_policy {
    retention_period = 86400
  }
}

resource "google_storage_bucket_iam_member" "worker" {
  bucket = google_storage_bucket.raw.name
  role   = "roles/storage.admin"
  member = "serviceAccount:worker@example-corp-data.iam.gserviceaccount.com"
}

resource "google_bigquery_dataset" "raw" {
  dataset_id = "raw"
  location   = "europe-west4"
}

resource "google_bigquery_dataset_iam_member" "analysts" {
  dataset_id = google_bigquery_dataset.raw.dataset_id
  role       = "roles/bigquery.dataViewer"
  member     = "allAuthenticatedUsers"
}

resource "google_bigquery_table" "events" {
  dataset_id          = google_bigquery_dataset.raw.dataset_id
  table_id            = "events"
  deletion_protection = false
}

resource "google_sql_database_instance" "metadata" {
  name             = "metadata"
  database_version = "POSTGRES_17"
  region           = "europe-west4"

  settings {
    tier = "db-custom-2-8192"

    ip_configuration {
      ipv4_enabled = true

      authorized_networks {
        value = "0.0.0.0/0"
      }
    }

    backup_configuration {
      enabled = true
    }
  }
}

variable "password" {
  description = "The password of the jobs."
  type        = string
  sensitive   = true
}

resource "google_sql_user" "jobs" {
  name     = "jobs"
  instance = google_sql_database_instance.metadata.name
  password = var.password
}

# Reads of the lake are not logged, and the worker's are logged nowhere.
resource "google_project_iam_audit_config" "this" {
  project = "example-corp-data"
  service = "allServices"

  audit_log_config {
    log_type         = "DATA_WRITE"
    exempted_members = ["serviceAccount:worker@example-corp-data.iam.gserviceaccount.com"]
  }
}
