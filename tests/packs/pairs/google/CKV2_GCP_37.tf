resource "google_compute_forwarding_rule" "fail_http" {
  load_balancing_scheme = "EXTERNAL"
  target                = google_compute_region_target_http_proxy.p.id
}
resource "google_compute_region_target_http_proxy" "p" {
  url_map = "u"
}
resource "google_compute_forwarding_rule" "fail_managed" {
  load_balancing_scheme = "EXTERNAL_MANAGED"
  target                = google_compute_region_target_http_proxy.p.self_link
}
resource "google_compute_forwarding_rule" "pass_https" {
  load_balancing_scheme = "EXTERNAL"
  target                = google_compute_region_target_https_proxy.s.id
}
resource "google_compute_region_target_https_proxy" "s" {
  url_map = "u"
}
resource "google_compute_forwarding_rule" "left_internal" {
  load_balancing_scheme = "INTERNAL_MANAGED"
  target                = google_compute_region_target_http_proxy.p.id
}
