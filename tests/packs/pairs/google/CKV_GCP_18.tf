resource "google_container_cluster" "fail_open" {
  master_authorized_networks_config {
    cidr_blocks {
      cidr_block   = "0.0.0.0/0"
      display_name = "world"
    }
  }
}
resource "google_container_cluster" "fail_second" {
  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "10.0.0.0/8"
    }
    cidr_blocks {
      cidr_block = "0.0.0.0/0"
    }
  }
}
resource "google_container_cluster" "pass_narrow" {
  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "10.10.10.10/32"
    }
  }
}
resource "google_container_cluster" "pass_empty" {
  master_authorized_networks_config {}
}
