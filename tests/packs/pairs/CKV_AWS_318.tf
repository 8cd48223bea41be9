resource "aws_elasticsearch_domain" "pass_es" {
  domain_name = "d"
  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = 3
    zone_awareness_enabled   = true
  }
}
resource "aws_elasticsearch_domain" "fail_es" { domain_name = "d" }
resource "aws_elasticsearch_domain" "fail_es_2" {
  domain_name = "d"
  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = 2
    zone_awareness_enabled   = true
  }
}
resource "aws_elasticsearch_domain" "fail_es_off" {
  domain_name = "d"
  cluster_config {
    dedicated_master_enabled = false
    dedicated_master_count   = 3
    zone_awareness_enabled   = true
  }
}
resource "aws_opensearch_domain" "pass_os" {
  domain_name = "d"
  cluster_config {
    dedicated_master_enabled = "true"
    dedicated_master_count   = "5"
    zone_awareness_enabled   = true
  }
}
resource "aws_opensearch_domain" "fail_os" {
  domain_name = "d"
  cluster_config { instance_type = "m4.large.search" }
}
resource "aws_opensearch_domain" "fail_os_count" {
  domain_name = "d"
  cluster_config { dedicated_master_enabled = true }
}
