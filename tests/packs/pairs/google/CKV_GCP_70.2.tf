resource "google_container_cluster" "pass_rapid" {
  release_channel {
    channel = "RAPID"
  }
}
