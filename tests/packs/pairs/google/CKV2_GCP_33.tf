resource "google_vertex_ai_endpoint" "fail_absent" {
  name = "e"
}
resource "google_vertex_ai_endpoint" "pass_network" {
  network = "projects/123/global/networks/n"
}
resource "google_vertex_ai_endpoint" "fail_empty" {
  network = ""
}
