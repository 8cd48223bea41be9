resource "google_container_node_pool" "pass_true" {
  cluster = "c"
  management {
    auto_repair  = false
    auto_upgrade = true
  }
}
resource "google_container_node_pool" "fail_false" {
  cluster = "c"
  management {
    auto_repair  = true
    auto_upgrade = false
  }
}
resource "google_container_node_pool" "fail_missing" {
  cluster = "c"
  management {
    auto_repair = true
  }
}
