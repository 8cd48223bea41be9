resource "aws_opensearch_domain" "pass_three" {
  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = "3"
    dedicated_master_type    = "m5.large.search"
  }
}
