resource "aws_elasticsearch_domain" "pass_es" {
  domain_name = "d"
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}
resource "aws_elasticsearch_domain" "fail_es" { domain_name = "d" }
resource "aws_elasticsearch_domain" "fail_es_off" {
  domain_name = "d"
  domain_endpoint_options { enforce_https = false }
}
resource "aws_opensearch_domain" "stricter_os" {
  domain_name = "d"
  domain_endpoint_options { enforce_https = "true" }
}
resource "aws_opensearch_domain" "fail_os_off" {
  domain_name = "d"
  domain_endpoint_options { enforce_https = false }
}
resource "aws_opensearch_domain" "fail_os" { domain_name = "d" }
