# What the platform knows about its own runs.
resource "google_sql_database_instance" "metadata" {
  name                = "metadata"
  database_version    = "POSTGRES_17"
  region              = var.region
  encryption_key_name = google_kms_crypto_key.this["sql"].id
  deletion_protection = true

  settings {
    tier                        = "db-custom-2-8192"
    edition                     = "ENTERPRISE"
    availability_type           = "REGIONAL"
    disk_autoresize             = true
    deletion_protection_enabled = true

    ip_configuration {
      ipv4_enabled    = false
      private_network = google_compute_network.this.id
      ssl_mode        = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"
    }

    backup_configuration {
      enabled                        = true
      start_time                     = "01:00"
      point_in_time_recovery_enabled = true
      transaction_log_retention_days = 7

      backup_retention_settings {
        retained_backups = 30
      }
    }

    insights_config {
      query_insights_enabled = true
    }

    dynamic "database_flags" {
      for_each = {
        "cloudsql.enable_pgaudit"     = "on"
        "cloudsql.iam_authentication" = "on"
        "log_checkpoints"             = "on"
        "log_connections"             = "on"
        "log_disconnections"          = "on"
        "log_duration"                = "on"
        "log_hostname"                = "on"
        "log_lock_waits"              = "on"
        "log_min_error_statement"     = "error"
        "log_min_messages"            = "warning"
        "log_statement"               = "ddl"
        "log_temp_files"              = "0"
      }

      content {
        name  = database_flags.key
        value = database_flags.value
      }
    }
  }

  depends_on = [google_service_networking_connection.services, google_kms_crypto_key_iam_member.this]
}

resource "google_sql_database" "metadata" {
  name     = "metadata"
  instance = google_sql_database_instance.metadata.name
}

# The account of the jobs logs in with its token. There is no password.
resource "google_sql_user" "jobs" {
  name     = "${google_service_account.this["jobs"].account_id}@${var.project_id}.iam" # without .gserviceaccount.com
  instance = google_sql_database_instance.metadata.name
  type     = "CLOUD_IAM_SERVICE_ACCOUNT"
}
