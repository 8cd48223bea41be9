resource "aws_cloudsearch_domain" "pass_tls12" {
  endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}
resource "aws_cloudsearch_domain" "stricter_only" {
  name = "x"
  endpoint_options {
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}
resource "aws_cloudsearch_domain" "fail_old" {
  endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
  }
}
resource "aws_cloudsearch_domain" "fail_absent" {
  name = "x"
}
resource "aws_cloudsearch_domain" "fail_nopolicy" {
  endpoint_options {
    enforce_https = true
  }
}
