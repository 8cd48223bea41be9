resource "google_dns_managed_zone" "pass_on" {
  dns_name = "a.com."
  dnssec_config {
    state = "on"
  }
}
resource "google_dns_managed_zone" "fail_off" {
  dns_name = "a.com."
  dnssec_config {
    state = "off"
  }
}
resource "google_dns_managed_zone" "fail_absent" {
  dns_name = "a.com."
}
resource "google_dns_managed_zone" "fail_transfer" {
  dns_name = "a.com."
  dnssec_config {
    state         = "transfer"
    non_existence = "nsec3"
  }
}
resource "google_dns_managed_zone" "left_private" {
  dns_name   = "a.com."
  visibility = "private"
}
resource "google_dns_managed_zone" "fail_public" {
  dns_name   = "a.com."
  visibility = "public"
}
