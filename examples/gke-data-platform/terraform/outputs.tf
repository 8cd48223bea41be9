output "cluster" {
  description = "The cluster. It answers inside of the network only."
  value       = google_container_cluster.this.name
}

output "topic" {
  description = "Publish events here."
  value       = google_pubsub_topic.events.id
}

output "registry" {
  description = "Push images here."
  value       = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.images.repository_id}"
}

output "lake" {
  description = "The buckets of the lake."
  value       = { for name, bucket in google_storage_bucket.lake : name => bucket.url }
}

output "database" {
  description = "The connection name, for the Cloud SQL Auth Proxy."
  value       = google_sql_database_instance.metadata.connection_name
}

output "jobs_account" {
  description = "For the annotation iam.gke.io/gcp-service-account of the service account jobs/runner."
  value       = google_service_account.this["jobs"].email
}
