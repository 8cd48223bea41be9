# --- Events ------------------------------------------------------------------------------------------------------------

resource "google_pubsub_schema" "event" {
  name = "event"
  type = "AVRO"

  definition = jsonencode({
    type = "record"
    name = "Event"
    fields = [
      { name = "event_id", type = "string" },
      { name = "source", type = "string" },
      { name = "occurred_at", type = "string" },
      { name = "payload", type = ["null", "string"], default = null },
    ]
  })

  depends_on = [google_project_service.this]
}

resource "google_pubsub_topic" "events" {
  name                       = "events"
  kms_key_name               = google_kms_crypto_key.this["events"].id
  message_retention_duration = "604800s" # a week, to play them again

  schema_settings {
    schema   = google_pubsub_schema.event.id
    encoding = "JSON"
  }

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }

  depends_on = [google_kms_crypto_key_iam_member.this]
}

# What nobody could handle, in whatever form.
resource "google_pubsub_topic" "undelivered" {
  name                       = "events-undelivered"
  kms_key_name               = google_kms_crypto_key.this["events"].id
  message_retention_duration = "2678400s"

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }

  depends_on = [google_kms_crypto_key_iam_member.this]
}

resource "google_pubsub_subscription" "undelivered" {
  name                       = "events-undelivered"
  topic                      = google_pubsub_topic.undelivered.id
  message_retention_duration = "604800s"

  expiration_policy {
    ttl = "" # never
  }
}

# Into the warehouse, as they are.
resource "google_pubsub_subscription" "warehouse" {
  name  = "events-to-warehouse"
  topic = google_pubsub_topic.events.id

  bigquery_config {
    table                 = "${var.project_id}.${google_bigquery_table.events.dataset_id}.${google_bigquery_table.events.table_id}"
    use_topic_schema      = true
    service_account_email = google_service_account.this["loader"].email
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.undelivered.id
    max_delivery_attempts = 10
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = ""
  }

  depends_on = [google_bigquery_dataset_iam_member.this]
}

# Into the lake, by the worker.
resource "google_pubsub_subscription" "worker" {
  name                 = "events-to-worker"
  topic                = google_pubsub_topic.events.id
  ack_deadline_seconds = 300

  push_config {
    push_endpoint = google_cloud_run_v2_service.worker.uri

    oidc_token {
      service_account_email = google_service_account.this["pusher"].email
      audience              = google_cloud_run_v2_service.worker.uri
    }
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.undelivered.id
    max_delivery_attempts = 10
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = ""
  }
}

# --- The worker: writes events to the lake -----------------------------------------------------------------------------

resource "google_cloud_run_v2_service" "worker" {
  name                = "worker"
  location            = var.region
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  deletion_protection = true

  template {
    service_account                  = google_service_account.this["worker"].email
    encryption_key                   = google_kms_crypto_key.this["worker"].id
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    timeout                          = "240s"
    max_instance_request_concurrency = 20

    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }

    vpc_access {
      egress = "ALL_TRAFFIC"

      network_interfaces {
        network    = google_compute_network.this.id
        subnetwork = google_compute_subnetwork.nodes.id
      }
    }

    containers {
      image = var.worker_image

      env {
        name  = "RAW_BUCKET"
        value = google_storage_bucket.lake["raw"].name
      }

      resources {
        limits = {
          cpu    = "1"
          memory = "1Gi"
        }
      }
    }
  }

  binary_authorization {
    use_default = true
  }

  depends_on = [google_kms_crypto_key_iam_member.this]
}

# --- Images ------------------------------------------------------------------------------------------------------------

resource "google_artifact_registry_repository" "images" {
  repository_id = "platform"
  location      = var.region
  format        = "DOCKER"
  kms_key_name  = google_kms_crypto_key.this["images"].id

  docker_config {
    immutable_tags = true
  }

  vulnerability_scanning_config {
    enablement_config = "INHERITED"
  }

  cleanup_policies {
    id     = "untagged"
    action = "DELETE"

    condition {
      tag_state  = "UNTAGGED"
      older_than = "2592000s"
    }
  }

  depends_on = [google_kms_crypto_key_iam_member.this]
}
