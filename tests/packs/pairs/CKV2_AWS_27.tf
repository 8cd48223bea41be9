resource "aws_rds_cluster" "pass_good" {
  engine                          = "aurora-postgresql"
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.good.name
}
resource "aws_rds_cluster_parameter_group" "good" {
  family = "aurora-postgresql11"
  parameter {
    name  = "log_statement"
    value = "all"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "1"
  }
}
resource "aws_rds_cluster" "left_mysql" {
  engine = "aurora-mysql"
}
resource "aws_rds_cluster" "pass_id" {
  engine                          = "aurora-postgresql"
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.good2.id
}
resource "aws_rds_cluster_parameter_group" "good2" {
  family = "aurora-postgresql11"
  parameter {
    name  = "log_min_duration_statement"
    value = 1000
  }
  parameter {
    name  = "log_statement"
    value = "ddl"
  }
}
resource "aws_rds_cluster" "fail_absent" {
  engine = "aurora-postgresql"
}
resource "aws_rds_cluster" "fail_without" {
  engine                          = "aurora-postgresql"
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.bad.name
}
resource "aws_rds_cluster_parameter_group" "bad" {
  family = "aurora-postgresql11"
}
resource "aws_rds_cluster" "fail_none" {
  engine                          = "aurora-postgresql"
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.bad2.name
}
resource "aws_rds_cluster_parameter_group" "bad2" {
  family = "aurora-postgresql11"
  parameter {
    name  = "log_statement"
    value = "none"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "-1"
  }
}
