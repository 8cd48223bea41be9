resource "aws_neptune_cluster" "pass_audit" {
  enable_cloudwatch_logs_exports = ["audit"]
}
resource "aws_neptune_cluster" "pass_both" {
  enable_cloudwatch_logs_exports = ["audit", "slowquery"]
}
resource "aws_neptune_cluster" "fail_absent" {
  cluster_identifier = "x"
}
resource "aws_neptune_cluster" "fail_empty" {
  enable_cloudwatch_logs_exports = []
}
resource "aws_neptune_cluster" "fail_null" {
  enable_cloudwatch_logs_exports = null
}
