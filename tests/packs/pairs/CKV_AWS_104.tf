resource "aws_docdb_cluster_parameter_group" "pass_on" {
  family = "docdb3.6"
  parameter {
    name  = "audit_logs"
    value = "enabled"
  }
}
resource "aws_docdb_cluster_parameter_group" "pass_two" {
  family = "docdb3.6"
  parameter {
    name  = "tls"
    value = "enabled"
  }
  parameter {
    name  = "audit_logs"
    value = "enabled"
  }
}
resource "aws_docdb_cluster_parameter_group" "fail_absent" { family = "docdb3.6" }
resource "aws_docdb_cluster_parameter_group" "fail_other" {
  family = "docdb3.6"
  parameter {
    name  = "tls"
    value = "enabled"
  }
}
resource "aws_docdb_cluster_parameter_group" "fail_off" {
  family = "docdb3.6"
  parameter {
    name  = "audit_logs"
    value = "disabled"
  }
}
