resource "google_dns_managed_zone" "fail_sha1" {
  dns_name = "a.com."
  dnssec_config {
    state = "on"
    default_key_specs {
      algorithm = "rsasha1"
      key_type  = "zoneSigning"
    }
  }
}
resource "google_dns_managed_zone" "fail_second" {
  dns_name = "a.com."
  dnssec_config {
    state = "on"
    default_key_specs {
      algorithm = "rsasha256"
      key_type  = "keySigning"
    }
    default_key_specs {
      algorithm = "rsasha1"
      key_type  = "zoneSigning"
    }
  }
}
resource "google_dns_managed_zone" "pass_256" {
  dns_name = "a.com."
  dnssec_config {
    state = "on"
    default_key_specs {
      algorithm  = "rsasha256"
      key_length = 2048
      key_type   = "keySigning"
    }
  }
}
resource "google_dns_managed_zone" "pass_default" {
  dns_name = "a.com."
  dnssec_config {
    state = "on"
  }
}
resource "google_dns_managed_zone" "pass_nothing" {
  dns_name = "a.com."
}
