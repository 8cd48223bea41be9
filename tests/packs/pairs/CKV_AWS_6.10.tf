resource "aws_elasticsearch_domain" "fail_single" {
  domain_name = "d"
  cluster_config { instance_count = 1 }
}
resource "aws_elasticsearch_domain" "fail_none" { domain_name = "d" }
