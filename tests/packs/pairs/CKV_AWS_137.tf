resource "aws_elasticsearch_domain" "pass_es" {
  domain_name = "d"
  vpc_options {
    subnet_ids         = ["subnet-1"]
    security_group_ids = ["sg-1"]
  }
}
resource "aws_elasticsearch_domain" "fail_es" { domain_name = "d" }
resource "aws_elasticsearch_domain" "fail_dyn" {
  domain_name = "d"
  dynamic "vpc_options" {
    for_each = []
    content { subnet_ids = ["s"] }
  }
}
resource "aws_opensearch_domain" "pass_os" {
  domain_name = "d"
  vpc_options { subnet_ids = ["subnet-1"] }
}
resource "aws_opensearch_domain" "fail_os" {
  domain_name    = "d"
  engine_version = "OpenSearch_1.0"
}
