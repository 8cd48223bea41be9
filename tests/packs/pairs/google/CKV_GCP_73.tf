resource "google_compute_security_policy" "pass_deny" {
  name = "p"
  rule {
    action   = "deny(403)"
    priority = 1
    match {
      expr {
        expression = "evaluatePreconfiguredExpr('cve-canary')"
      }
    }
  }
}
resource "google_compute_security_policy" "fail_preview" {
  name = "p"
  rule {
    action   = "deny(403)"
    priority = 1
    preview  = true
    match {
      expr {
        expression = "evaluatePreconfiguredExpr('cve-canary')"
      }
    }
  }
}
resource "google_compute_security_policy" "fail_allow" {
  name = "p"
  rule {
    action   = "allow"
    priority = 1
    match {
      expr {
        expression = "evaluatePreconfiguredExpr('cve-canary')"
      }
    }
  }
}
resource "google_compute_security_policy" "fail_other" {
  name = "p"
  rule {
    action   = "deny(403)"
    priority = 1
    match {
      expr {
        expression = "evaluatePreconfiguredExpr('xss-stable')"
      }
    }
  }
}
resource "google_compute_security_policy" "pass_second" {
  name = "p"
  rule {
    action   = "deny(403)"
    priority = 1
    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["9.9.9.0/24"]
      }
    }
  }
  rule {
    action   = "deny(403)"
    priority = 2
    match {
      expr {
        expression = "evaluatePreconfiguredWaf('cve-canary')"
      }
    }
  }
}
