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

resource "google_compute_network" "this" {
  name = "data-platform"
}

resource "google_compute_subnetwork" "nodes" {
  name          = "nodes"
  network       = google_compute_network.this.id
  ip_cidr_range = "10.60.0.0/20"
}

resource "google_compute_route" "out" {
  name             = "out"
  network          = google_compute_network.this.id
  dest_range       = "0.0.0.0/0"
  next_hop_gateway = "default-internet-gateway"
}

# Any address may try to log in.
resource "google_container_cluster" "this" {
  name               = "data-platform"
  location           = "europe-west4"
  network            = google_compute_network.this.id
  subnetwork         = google_compute_subnetwork.nodes.id
  initial_node_count = 1

  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "0.0.0.0/0"
    }
  }
}

resource "google_container_node_pool" "work" {
  name       = "work"
  cluster    = google_container_cluster.this.id
  node_count = 3

  management {
    auto_repair  = true
    auto_upgrade = false
  }

  node_config {
    machine_type = "e2-standard-4"
  }
}

# Whoever has the key is the account, and any pod of the namespace is it as well.
resource "google_service_account" "jobs" {
  account_id = "jobs"
}

resource "google_service_account_key" "jobs" {
  service_account_id = google_service_account.jobs.name
}

resource "google_service_account_iam_member" "jobs" {
  service_account_id = google_service_account.jobs.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:example-corp-data.svc.id.goog[jobs/*]"
}

resource "google_project_iam_member" "jobs" {
  project = "example-corp-data"
  role    = "roles/editor"
  member  = google_service_account.jobs.member
}

resource "google_artifact_registry_repository" "images" {
  repository_id = "platform"
  location      = "europe-west4"
  format        = "DOCKER"
}
