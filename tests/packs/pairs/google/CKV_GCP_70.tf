resource "google_container_cluster" "fail_absent" {
  name = "c"
}
resource "google_container_cluster" "pass_regular" {
  release_channel {
    channel = "REGULAR"
  }
}
resource "google_container_cluster" "pass_stable" {
  release_channel {
    channel = "STABLE"
  }
}
resource "google_container_cluster" "fail_unspecified" {
  release_channel {
    channel = "UNSPECIFIED"
  }
}
