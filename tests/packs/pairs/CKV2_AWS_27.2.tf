resource "aws_rds_cluster" "fail_one" {
  engine                          = "aurora-postgresql"
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.one.id
}
resource "aws_rds_cluster_parameter_group" "one" {
  family = "aurora-postgresql14"
  parameter {
    name  = "log_min_duration_statement"
    value = "-1"
  }
}
resource "aws_rds_cluster" "pass_statement" {
  engine                          = "aurora-postgresql"
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.statement.name
}
resource "aws_rds_cluster_parameter_group" "statement" {
  name   = "statement"
  family = "aurora-postgresql14"
  parameter {
    name  = "log_statement"
    value = "mod"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "250"
  }
}
