resource "aws_docdb_cluster_parameter_group" "pass_all" {
  family = "docdb5.0"
  parameter {
    name  = "audit_logs"
    value = "all"
  }
}
resource "aws_docdb_cluster_parameter_group" "pass_ddl" {
  family = "docdb5.0"
  parameter {
    name  = "audit_logs"
    value = "ddl"
  }
}
resource "aws_docdb_cluster_parameter_group" "fail_none" {
  family = "docdb5.0"
  parameter {
    name  = "audit_logs"
    value = "none"
  }
}
