resource "aws_opensearch_domain" "fail_one" {
  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = 1
  }
}
resource "aws_opensearch_domain" "pass_nozone" {
  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = 3
  }
}
