resource "aws_docdb_cluster" "pass_audit" {
  cluster_identifier              = "c"
  enabled_cloudwatch_logs_exports = ["audit"]
}
resource "aws_docdb_cluster" "pass_both" {
  cluster_identifier              = "c"
  enabled_cloudwatch_logs_exports = ["audit", "profiler"]
}
resource "aws_docdb_cluster" "stricter_profiler" {
  cluster_identifier              = "c"
  enabled_cloudwatch_logs_exports = ["profiler"]
}
resource "aws_docdb_cluster" "fail_absent" { cluster_identifier = "c" }
resource "aws_docdb_cluster" "fail_empty" {
  cluster_identifier              = "c"
  enabled_cloudwatch_logs_exports = []
}
resource "aws_docdb_cluster" "fail_null" {
  cluster_identifier              = "c"
  enabled_cloudwatch_logs_exports = null
}
