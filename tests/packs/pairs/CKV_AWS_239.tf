resource "aws_dax_cluster" "pass_tls" {
  cluster_name                     = "c"
  cluster_endpoint_encryption_type = "TLS"
}
resource "aws_dax_cluster" "pass_tls2" {
  iam_role_arn                     = "r"
  node_type                        = "dax.r4.large"
  replication_factor               = 1
  cluster_endpoint_encryption_type = "TLS"
  server_side_encryption { enabled = false }
}
resource "aws_dax_cluster" "fail_absent" { cluster_name = "c" }
resource "aws_dax_cluster" "fail_none" { cluster_endpoint_encryption_type = "NONE" }
