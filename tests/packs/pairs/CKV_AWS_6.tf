resource "aws_elasticsearch_domain" "pass_es" {
  domain_name = "a"
  node_to_node_encryption { enabled = true }
}
resource "aws_elasticsearch_domain" "pass_es_string" {
  domain_name = "a"
  cluster_config { instance_count = 2 }
  node_to_node_encryption { enabled = "true" }
}
resource "aws_opensearch_domain" "pass_os" {
  domain_name = "a"
  node_to_node_encryption { enabled = true }
}
resource "aws_opensearch_domain" "pass_os_dyn" {
  domain_name = "a"
  dynamic "node_to_node_encryption" {
    for_each = [1]
    content { enabled = true }
  }
}
resource "aws_elasticsearch_domain" "fail_es_absent" {
  domain_name = "a"
  cluster_config { instance_count = 2 }
}
resource "aws_elasticsearch_domain" "fail_es_false" {
  domain_name = "a"
  cluster_config { instance_count = 3 }
  node_to_node_encryption { enabled = false }
}
resource "aws_opensearch_domain" "fail_os_absent" {
  domain_name = "a"
  cluster_config { instance_count = 2 }
}
resource "aws_opensearch_domain" "fail_os_false" {
  domain_name = "a"
  cluster_config { instance_count = 2 }
  node_to_node_encryption { enabled = "false" }
}
resource "aws_opensearch_domain" "fail_os_dyn_none" {
  domain_name = "a"
  cluster_config { instance_count = 2 }
  dynamic "node_to_node_encryption" {
    for_each = []
    content { enabled = true }
  }
}
