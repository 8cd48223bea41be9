# --- The lake: what came, and what was made of it ----------------------------------------------------------------------

# riveter:ignore gcs-versioning reason="the locked retention policy lets nobody replace or delete an object"
resource "google_storage_bucket" "lake" {
  for_each = toset(["curated", "raw"])

  name                        = "${var.project_id}-${each.key}"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  # Objects can't be deleted or replaced for so long, by nobody.
  retention_policy {
    is_locked        = true
    retention_period = var.retention_days * 24 * 60 * 60
  }

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "COLDLINE"
    }

    condition {
      age = 90
    }
  }

  encryption {
    default_kms_key_name = google_kms_crypto_key.this["lake"].id
  }

  logging {
    log_bucket        = google_storage_bucket.access_logs.name
    log_object_prefix = each.key
  }

  depends_on = [google_kms_crypto_key_iam_member.this]
}

# riveter:ignore gcs-versioning reason="the locked retention policy lets nobody replace or delete a log"
resource "google_storage_bucket" "access_logs" {
  name                        = "${var.project_id}-access-logs"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  retention_policy {
    is_locked        = true
    retention_period = 31536000
  }

  encryption {
    default_kms_key_name = google_kms_crypto_key.this["lake"].id
  }

  depends_on = [google_kms_crypto_key_iam_member.this]
}

# --- The warehouse -----------------------------------------------------------------------------------------------------

resource "google_bigquery_dataset" "this" {
  for_each = toset(["curated", "raw"])

  dataset_id                 = each.key
  location                   = var.region
  description                = each.key == "raw" ? "Events as they came" : "What analysts query"
  delete_contents_on_destroy = false
  max_time_travel_hours      = 168

  default_encryption_configuration {
    kms_key_name = google_kms_crypto_key.this["bigquery"].id
  }

  depends_on = [google_kms_crypto_key_iam_member.this]
}

resource "google_bigquery_table" "events" {
  dataset_id               = google_bigquery_dataset.this["raw"].dataset_id
  table_id                 = "events"
  deletion_protection      = true
  require_partition_filter = true
  clustering               = ["source"]

  time_partitioning {
    type  = "DAY"
    field = "occurred_at"
  }

  encryption_configuration {
    kms_key_name = google_kms_crypto_key.this["bigquery"].id
  }

  schema = jsonencode([
    { name = "event_id", type = "STRING", mode = "REQUIRED" },
    { name = "source", type = "STRING", mode = "REQUIRED" },
    { name = "occurred_at", type = "TIMESTAMP", mode = "REQUIRED" },
    { name = "payload", type = "JSON", mode = "NULLABLE" },
  ])
}
