resource "google_vertex_ai_index_endpoint" "fail_true" {
  public_endpoint_enabled = true
}
resource "google_vertex_ai_index_endpoint" "pass_absent" {
  network = "projects/123/global/networks/n"
}
resource "google_vertex_ai_index_endpoint" "pass_false" {
  public_endpoint_enabled = false
}
