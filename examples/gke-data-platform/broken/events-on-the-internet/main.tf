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

resource "google_pubsub_topic" "events" {
  name = "events"
}

resource "google_pubsub_subscription" "worker" {
  name  = "events-to-worker"
  topic = google_pubsub_topic.events.id

  push_config {
    push_endpoint = google_cloud_run_v2_service.worker.uri
  }
}

resource "google_cloud_run_v2_service" "worker" {
  name     = "worker"
  location = "europe-west4"
  ingress  = "INGRESS_TRAFFIC_ALL"

  template {
    containers {
      image = "europe-west4-docker.pkg.dev/example-corp-data/platform/worker:latest"
    }
  }
}

resource "google_cloud_run_v2_service_iam_member" "pusher" {
  name     = google_cloud_run_v2_service.worker.name
  location = google_cloud_run_v2_service.worker.location
  role     = "roles/run.invoker"
  member   = "allUsers"
}
