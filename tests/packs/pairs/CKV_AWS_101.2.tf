resource "aws_neptune_cluster" "pass_set" {
  enable_cloudwatch_logs_exports = toset(["audit"])
}
