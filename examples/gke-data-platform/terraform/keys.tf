locals {
  # A key each, so that whoever may read one kind of data can't read another. The account of Google's service that uses it.
  keys = {
    bigquery = "bq-${var.project_number}@bigquery-encryption"
    cluster  = "service-${var.project_number}@container-engine-robot"
    disks    = "service-${var.project_number}@compute-system"
    events   = "service-${var.project_number}@gcp-sa-pubsub"
    images   = "service-${var.project_number}@gcp-sa-artifactregistry"
    lake     = "service-${var.project_number}@gs-project-accounts"
    sql      = "service-${var.project_number}@gcp-sa-cloud-sql"
    worker   = "service-${var.project_number}@serverless-robot-prod"
  }
}

resource "google_kms_key_ring" "this" {
  name     = "data-platform"
  location = var.region

  depends_on = [google_project_service.this]
}

resource "google_kms_crypto_key" "this" {
  for_each = local.keys

  name            = each.key
  key_ring        = google_kms_key_ring.this.id
  rotation_period = "7776000s" # 90 days

  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = "HSM"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_kms_crypto_key_iam_member" "this" {
  for_each = local.keys

  crypto_key_id = google_kms_crypto_key.this[each.key].id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:${each.value}.iam.gserviceaccount.com"
}
