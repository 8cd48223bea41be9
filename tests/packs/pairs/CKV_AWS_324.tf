resource "aws_rds_cluster" "pass_mysql" {
  engine                          = "aurora-mysql"
  enabled_cloudwatch_logs_exports = ["audit", "error", "general", "slowquery"]
}
resource "aws_rds_cluster" "pass_pg" {
  engine                          = "aurora-postgresql"
  enabled_cloudwatch_logs_exports = ["postgresql"]
}
resource "aws_rds_cluster" "pass_one" {
  engine                          = "aurora"
  enabled_cloudwatch_logs_exports = ["audit"]
}
resource "aws_rds_cluster" "fail_absent" { engine = "aurora-mysql" }
resource "aws_rds_cluster" "fail_empty" {
  engine                          = "aurora-mysql"
  enabled_cloudwatch_logs_exports = []
}
resource "aws_rds_cluster" "fail_bare" { cluster_identifier = "c" }
