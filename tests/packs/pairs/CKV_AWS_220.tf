resource "aws_cloudsearch_domain" "pass_on" {
  endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}
resource "aws_cloudsearch_domain" "stricter_text" {
  endpoint_options {
    enforce_https = "true"
  }
}
resource "aws_cloudsearch_domain" "fail_absent" {
  name = "x"
}
resource "aws_cloudsearch_domain" "fail_off" {
  endpoint_options {
    enforce_https = false
  }
}
resource "aws_cloudsearch_domain" "fail_nothing" {
  endpoint_options {
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}
