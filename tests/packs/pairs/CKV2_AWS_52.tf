resource "aws_elasticsearch_domain" "pass_es" {
  domain_name = "d"
  advanced_security_options {
    enabled                        = true
    internal_user_database_enabled = true
  }
}
resource "aws_elasticsearch_domain" "fail_es" { domain_name = "d" }
resource "aws_elasticsearch_domain" "fail_es_off" {
  domain_name = "d"
  advanced_security_options { enabled = false }
}
resource "aws_opensearch_domain" "pass_os" {
  domain_name = "d"
  advanced_security_options {
    enabled                        = true
    internal_user_database_enabled = "true"
  }
}
resource "aws_opensearch_domain" "fail_os" { domain_name = "d" }
resource "aws_opensearch_domain" "fail_os_off" {
  domain_name = "d"
  advanced_security_options { enabled = "false" }
}
