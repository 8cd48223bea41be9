resource "aws_docdb_cluster_parameter_group" "pass_on" {
  family = "docdb3.6"
  parameter {
    name  = "tls"
    value = "enabled"
  }
}
resource "aws_docdb_cluster_parameter_group" "pass_absent" {
  family = "docdb3.6"
}
resource "aws_docdb_cluster_parameter_group" "pass_other" {
  parameter {
    name  = "audit_logs"
    value = "disabled"
  }
}
resource "aws_docdb_cluster_parameter_group" "pass_fips" {
  parameter {
    name  = "tls"
    value = "fips-140-3"
  }
}
resource "aws_docdb_cluster_parameter_group" "fail_off" {
  parameter {
    name  = "tls"
    value = "disabled"
  }
}
resource "aws_docdb_cluster_parameter_group" "fail_second" {
  parameter {
    name  = "audit_logs"
    value = "enabled"
  }
  parameter {
    name  = "tls"
    value = "disabled"
  }
}
