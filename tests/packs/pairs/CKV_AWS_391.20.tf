resource "aws_redshift_cluster" "fail_public_default" { master_username = "awsuser" }
resource "aws_redshift_cluster" "left_none" {
  cluster_identifier  = "c"
  publicly_accessible = true
}
