resource "google_compute_security_policy" "stricter_throttle" {
  rule {
    action = "throttle"
    match {
      expr {
        expression = "evaluatePreconfiguredExpr('cve-canary')"
      }
    }
  }
}
resource "google_compute_security_policy" "pass_level" {
  rule {
    action = "deny(502)"
    match {
      expr {
        expression = "evaluatePreconfiguredWaf('cve-canary', {'sensitivity': 1})"
      }
    }
  }
}
resource "google_compute_security_policy" "fail_norules" {
  name = "p"
}
resource "google_compute_security_policy" "pass_joined" {
  rule {
    action = "deny(404)"
    match {
      expr {
        expression = "evaluatePreconfiguredExpr('sqli-stable') || evaluatePreconfiguredExpr('cve-canary')"
      }
    }
  }
}
