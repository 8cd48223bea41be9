resource "aws_rds_cluster" "fail_null" {
  engine                          = "aurora-mysql"
  enabled_cloudwatch_logs_exports = null
}
