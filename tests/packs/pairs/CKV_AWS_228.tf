resource "aws_elasticsearch_domain" "pass_new" {
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}
resource "aws_opensearch_domain" "pass_newer" {
  domain_endpoint_options {
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }
}
resource "aws_elasticsearch_domain" "fail_old" {
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
  }
}
resource "aws_opensearch_domain" "fail_absent" {
  domain_name = "x"
}
resource "aws_opensearch_domain" "fail_nopolicy" {
  domain_endpoint_options {
    enforce_https = true
  }
}
