resource "aws_rds_cluster" "pass_on" {
  engine           = "aurora-mysql"
  backtrack_window = 86400
}
resource "aws_rds_cluster" "pass_string" {
  engine           = "aurora"
  backtrack_window = "3600"
}
resource "aws_rds_cluster" "fail_absent" { engine = "aurora-mysql" }
resource "aws_rds_cluster" "fail_zero" {
  engine           = "aurora-mysql"
  backtrack_window = 0
}
resource "aws_rds_cluster" "fail_bare" { cluster_identifier = "c" }
resource "aws_rds_cluster" "left_pg" { engine = "aurora-postgresql" }
