resource "google_compute_global_forwarding_rule" "fail_http" {
  load_balancing_scheme = "EXTERNAL"
  target                = google_compute_target_http_proxy.p.id
}
resource "google_compute_target_http_proxy" "p" {
  url_map = "u"
}
resource "google_compute_global_forwarding_rule" "fail_default" {
  target     = google_compute_target_http_proxy.p.id
  port_range = "80"
}
resource "google_compute_global_forwarding_rule" "pass_https" {
  load_balancing_scheme = "EXTERNAL"
  target                = google_compute_target_https_proxy.s.id
}
resource "google_compute_target_https_proxy" "s" {
  url_map = "u"
}
