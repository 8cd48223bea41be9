resource "aws_rds_cluster" "pass_mysql" {
  engine                          = "aurora-mysql"
  enabled_cloudwatch_logs_exports = ["audit"]
}
resource "aws_rds_cluster" "pass_several" {
  engine                          = "mysql"
  enabled_cloudwatch_logs_exports = ["general", "audit"]
}
resource "aws_rds_cluster" "left_pg" {
  engine = "aurora-postgresql"
}
resource "aws_rds_cluster" "fail_absent" {
  engine = "aurora-mysql"
}
resource "aws_rds_cluster" "fail_other" {
  engine                          = "aurora-mysql"
  enabled_cloudwatch_logs_exports = ["general", "slowquery", "error"]
}
