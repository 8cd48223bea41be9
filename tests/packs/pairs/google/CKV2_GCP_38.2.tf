resource "google_compute_global_forwarding_rule" "fail_count" {
  load_balancing_scheme = "EXTERNAL_MANAGED"
  target                = google_compute_target_http_proxy.p[0].self_link
}
resource "google_compute_target_http_proxy" "p" {
  count   = 1
  url_map = "u"
}
