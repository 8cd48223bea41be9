resource "google_compute_network" "this" {
  name                            = "data-platform"
  auto_create_subnetworks         = false
  delete_default_routes_on_create = true

  depends_on = [google_project_service.this]
}

resource "google_compute_subnetwork" "nodes" {
  name                     = "nodes"
  network                  = google_compute_network.this.id
  region                   = var.region
  ip_cidr_range            = var.nodes_cidr
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.64.0.0/16"
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = "10.61.0.0/20"
  }

  log_config {
    aggregation_interval = "INTERVAL_5_SEC"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

# --- The only way out: Google's own services, at the addresses that VPC Service Controls can guard ----------------------

resource "google_compute_route" "google" {
  name             = "google-apis"
  network          = google_compute_network.this.id
  dest_range       = "199.36.153.4/30"
  next_hop_gateway = "default-internet-gateway"
}

resource "google_dns_managed_zone" "google" {
  for_each = toset(["googleapis.com", "pkg.dev", "run.app"])

  name       = replace(each.key, ".", "-")
  dns_name   = "${each.key}."
  visibility = "private"

  private_visibility_config {
    networks {
      network_url = google_compute_network.this.id
    }
  }
}

resource "google_dns_record_set" "restricted" {
  for_each = google_dns_managed_zone.google

  managed_zone = each.value.name
  name         = "restricted.${each.value.dns_name}"
  type         = "A"
  ttl          = 300
  rrdatas      = ["199.36.153.4", "199.36.153.5", "199.36.153.6", "199.36.153.7"]
}

resource "google_dns_record_set" "all" {
  for_each = google_dns_managed_zone.google

  managed_zone = each.value.name
  name         = "*.${each.value.dns_name}"
  type         = "CNAME"
  ttl          = 300
  rrdatas      = ["restricted.${each.value.dns_name}"]
}

# --- What no rule allows is denied, in both directions -----------------------------------------------------------------

resource "google_compute_firewall" "deny" {
  for_each = toset(["EGRESS", "INGRESS"])

  name               = "deny-${lower(each.key)}"
  network            = google_compute_network.this.id
  direction          = each.key
  priority           = 65000
  source_ranges      = each.key == "INGRESS" ? ["0.0.0.0/0"] : null
  destination_ranges = each.key == "EGRESS" ? ["0.0.0.0/0"] : null

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "allow" {
  for_each = {
    to-google = { ranges = ["199.36.153.4/30"], ports = ["443"] }
    to-nodes  = { ranges = [var.nodes_cidr, "10.64.0.0/16"], ports = null }
    to-master = { ranges = [local.master_cidr], ports = ["443", "8132"] }
    to-sql    = { ranges = [local.services_cidr], ports = ["5432", "3307"] }
  }

  name               = "allow-${each.key}"
  network            = google_compute_network.this.id
  direction          = "EGRESS"
  priority           = 1000
  destination_ranges = each.value.ranges

  allow {
    protocol = "tcp"
    ports    = each.value.ports
  }
}

# --- Private services access: the network in which Google runs Cloud SQL for us ----------------------------------------

locals {
  master_cidr   = "172.16.0.0/28"
  services_cidr = "10.80.0.0/20"
}

resource "google_compute_global_address" "services" {
  name          = "private-services"
  network       = google_compute_network.this.id
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  address       = split("/", local.services_cidr)[0]
  prefix_length = 20
}

resource "google_service_networking_connection" "services" {
  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.services.name]
}
