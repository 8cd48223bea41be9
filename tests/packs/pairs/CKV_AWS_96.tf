resource "aws_rds_cluster" "pass_on" {
  cluster_identifier = "c"
  engine             = "aurora-mysql"
  storage_encrypted  = true
}
resource "aws_rds_cluster" "left_serverless" {
  cluster_identifier = "c"
  engine_mode        = "serverless"
}
resource "aws_rds_cluster" "left_serverless_on" {
  cluster_identifier = "c"
  engine_mode        = "serverless"
  storage_encrypted  = true
}
resource "aws_rds_cluster" "fail_absent" {
  cluster_identifier = "c"
  engine             = "aurora-mysql"
}
resource "aws_rds_cluster" "fail_off" {
  cluster_identifier = "c"
  storage_encrypted  = false
}
resource "aws_rds_cluster" "fail_provisioned" {
  cluster_identifier = "c"
  engine_mode        = "provisioned"
}
