resource "aws_db_parameter_group" "aux_on" {
  name   = "g"
  family = "postgres13"
  parameter {
    name  = "log_statement"
    value = "all"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "1"
  }
}
resource "aws_db_parameter_group" "aux_off" {
  name   = "h"
  family = "postgres13"
  parameter {
    name  = "log_connections"
    value = "1"
  }
}
resource "aws_db_instance" "pass_on" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.aux_on.name
}
resource "aws_db_instance" "left_mysql" { engine = "mysql" }
resource "aws_db_instance" "pass_on_id" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.aux_on.id
}
resource "aws_db_instance" "fail_absent" { engine = "postgres" }
resource "aws_db_instance" "fail_off" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.aux_off.name
}
