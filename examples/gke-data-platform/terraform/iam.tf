# --- Who there is ------------------------------------------------------------------------------------------------------

locals {
  accounts = {
    jobs   = "Jobs in the cluster: read raw data, write curated data"
    loader = "Pub/Sub: writes events into the warehouse"
    nodes  = "Nodes of the cluster: write logs and metrics, pull images"
    pusher = "Pub/Sub: calls the worker"
    worker = "The worker: adds events to the lake"
  }
}

resource "google_service_account" "this" {
  for_each = local.accounts

  account_id   = "platform-${each.key}"
  display_name = each.value
}

# --- What each of them may do: a role on a thing -----------------------------------------------------------------------

resource "google_storage_bucket_iam_member" "this" {
  for_each = {
    worker-adds = { bucket = "raw", role = "roles/storage.objectCreator", account = "worker" }
    jobs-read   = { bucket = "raw", role = "roles/storage.objectViewer", account = "jobs" }
    jobs-add    = { bucket = "curated", role = "roles/storage.objectCreator", account = "jobs" }
    jobs-reread = { bucket = "curated", role = "roles/storage.objectViewer", account = "jobs" }
  }

  bucket = google_storage_bucket.lake[each.value.bucket].name
  role   = each.value.role
  member = google_service_account.this[each.value.account].member
}

resource "google_bigquery_dataset_iam_member" "this" {
  for_each = {
    loader-writes = { dataset = "raw", role = "roles/bigquery.dataEditor", member = google_service_account.this["loader"].member }
    jobs-read     = { dataset = "raw", role = "roles/bigquery.dataViewer", member = google_service_account.this["jobs"].member }
    jobs-write    = { dataset = "curated", role = "roles/bigquery.dataEditor", member = google_service_account.this["jobs"].member }
    analysts-read = { dataset = "curated", role = "roles/bigquery.dataViewer", member = "group:${var.analysts}@${var.group_domain}" }
  }

  dataset_id = google_bigquery_dataset.this[each.value.dataset].dataset_id
  role       = each.value.role
  member     = each.value.member
}

resource "google_cloud_run_v2_service_iam_member" "pusher" {
  name     = google_cloud_run_v2_service.worker.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.this["pusher"].member
}

# Pub/Sub itself moves what nobody could handle.
resource "google_pubsub_topic_iam_member" "undelivered" {
  topic  = google_pubsub_topic.undelivered.name
  role   = "roles/pubsub.publisher"
  member = "serviceAccount:service-${var.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_pubsub_subscription_iam_member" "undelivered" {
  for_each = {
    warehouse = google_pubsub_subscription.warehouse.name
    worker    = google_pubsub_subscription.worker.name
  }

  subscription = each.value
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:service-${var.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_artifact_registry_repository_iam_member" "nodes" {
  repository = google_artifact_registry_repository.images.name
  location   = var.region
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.this["nodes"].member
}

# These have no smaller scope than the project.
resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.this["nodes"].member
}

resource "google_project_iam_member" "jobs" {
  for_each = toset(["roles/bigquery.jobUser", "roles/cloudsql.client", "roles/cloudsql.instanceUser"])

  project = var.project_id
  role    = each.key
  member  = google_service_account.this["jobs"].member
}

# --- The account of the jobs is one service account of Kubernetes ------------------------------------------------------

resource "google_service_account_iam_member" "jobs" {
  service_account_id = google_service_account.this["jobs"].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${google_container_cluster.this.workload_identity_config[0].workload_pool}[jobs/runner]"
}
