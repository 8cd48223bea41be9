resource "google_container_node_pool" "pass_cos" {
  cluster = "c"
  node_config {
    image_type = "COS"
  }
}
resource "google_container_node_pool" "pass_containerd" {
  cluster = "c"
  node_config {
    image_type = "cos_containerd"
  }
}
resource "google_container_node_pool" "fail_ubuntu" {
  cluster = "c"
  node_config {
    image_type = "UBUNTU_CONTAINERD"
  }
}
resource "google_container_node_pool" "looser_windows" {
  cluster = "c"
  node_config {
    image_type = "WINDOWS_LTSC_CONTAINERD"
  }
}
