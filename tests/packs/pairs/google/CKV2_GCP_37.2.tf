resource "google_compute_forwarding_rule" "fail_default" {
  target = google_compute_region_target_http_proxy.p.id
}
resource "google_compute_region_target_http_proxy" "p" {
  url_map = "u"
}
resource "google_compute_forwarding_rule" "pass_tcp" {
  load_balancing_scheme = "EXTERNAL"
  backend_service       = google_compute_region_backend_service.b.id
}
