resource "aws_rds_cluster" "pass_on" {
  cluster_identifier                  = "c"
  engine                              = "aurora-mysql"
  iam_database_authentication_enabled = true
}
resource "aws_rds_cluster" "pass_string" { iam_database_authentication_enabled = "true" }
resource "aws_rds_cluster" "fail_absent" { cluster_identifier = "c" }
resource "aws_rds_cluster" "fail_off" {
  engine                              = "aurora-postgresql"
  iam_database_authentication_enabled = false
}
