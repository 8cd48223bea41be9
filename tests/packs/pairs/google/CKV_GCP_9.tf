resource "google_container_node_pool" "pass_true" {
  cluster = "c"
  management {
    auto_repair = true
  }
}
resource "google_container_node_pool" "fail_false" {
  cluster = "c"
  management {
    auto_repair  = false
    auto_upgrade = true
  }
}
resource "google_container_node_pool" "pass_string" {
  cluster = "c"
  management {
    auto_repair = "true"
  }
}
resource "google_container_node_pool" "fail_string" {
  cluster = "c"
  management {
    auto_repair = "false"
  }
}
resource "google_container_node_pool" "fail_empty" {
  cluster = "c"
  management {
    auto_upgrade = true
  }
}
