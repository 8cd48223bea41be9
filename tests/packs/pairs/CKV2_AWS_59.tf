resource "aws_elasticsearch_domain" "stricter_on" {
  cluster_config {
    dedicated_master_enabled = true
    instance_type            = "r4.large.elasticsearch"
  }
}
resource "aws_opensearch_domain" "pass_on" {
  cluster_config {
    dedicated_master_enabled = "true"
    dedicated_master_count   = 3
  }
}
resource "aws_elasticsearch_domain" "fail_absent" {
  domain_name = "x"
}
resource "aws_opensearch_domain" "fail_off" {
  cluster_config {
    dedicated_master_enabled = false
  }
}
resource "aws_opensearch_domain" "fail_other" {
  cluster_config {
    instance_type = "r4.large.search"
  }
}
resource "aws_elasticsearch_domain" "fail_off" {
  cluster_config {
    dedicated_master_enabled = "false"
  }
}
