resource "aws_db_parameter_group" "aux_on" {
  name   = "g"
  family = "postgres13"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}
resource "aws_db_parameter_group" "aux_off" {
  name   = "h"
  family = "postgres13"
  parameter {
    name  = "rds.force_ssl"
    value = "0"
  }
}
resource "aws_db_parameter_group" "aux_my" {
  name   = "i"
  family = "mysql8.0"
  parameter {
    name  = "require_secure_transport"
    value = "1"
  }
}
resource "aws_db_parameter_group" "aux_my_off" {
  name   = "j"
  family = "mysql8.0"
  parameter {
    name  = "require_secure_transport"
    value = "0"
  }
}
resource "aws_db_instance" "pass_pg" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.aux_on.name
}
resource "aws_db_instance" "pass_my" {
  engine               = "mysql"
  parameter_group_name = aws_db_parameter_group.aux_my.id
}
resource "aws_db_instance" "fail_pg" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.aux_off.name
}
resource "aws_db_instance" "fail_my" {
  engine               = "mysql"
  parameter_group_name = aws_db_parameter_group.aux_my_off.name
}
resource "aws_db_instance" "fail_absent" { engine = "mysql" }
resource "aws_db_parameter_group" "aux_ms" {
  name   = "k"
  family = "sqlserver-ex-15.0"
  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "pending-reboot"
  }
}
resource "aws_db_instance" "pass_ms" {
  engine               = "sqlserver-ex"
  parameter_group_name = aws_db_parameter_group.aux_ms.name
}
resource "aws_db_instance" "fail_ms" { engine = "sqlserver-ex" }
