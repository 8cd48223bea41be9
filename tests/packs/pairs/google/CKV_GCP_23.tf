resource "google_container_cluster" "pass_ranges" {
  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }
}
resource "google_container_cluster" "pass_block" {
  ip_allocation_policy {
    cluster_ipv4_cidr_block = "10.0.0.0/14"
  }
}
resource "google_container_cluster" "pass_mode" {
  networking_mode = "VPC_NATIVE"
  ip_allocation_policy {}
}
resource "google_container_cluster" "fail_routes" {
  networking_mode = "ROUTES"
}
