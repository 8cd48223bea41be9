resource "aws_db_instance" "fail_none" { engine = "postgres" }
resource "aws_db_parameter_group" "aux" {
  family = "mysql8.0"
  parameter {
    name  = "require_secure_transport"
    value = "ON"
  }
}
resource "aws_db_instance" "pass_on" {
  engine               = "mysql"
  parameter_group_name = aws_db_parameter_group.aux.name
}
resource "aws_db_instance" "left_lit" {
  engine               = "mysql"
  parameter_group_name = "elsewhere"
}
resource "aws_db_parameter_group" "aux2" {
  family = "mariadb10.6"
  parameter {
    name  = "require_secure_transport"
    value = "1"
  }
}
resource "aws_db_instance" "pass_maria" {
  engine               = "mariadb"
  parameter_group_name = aws_db_parameter_group.aux2.name
}
resource "aws_db_instance" "fail_default" {
  engine               = "mysql"
  parameter_group_name = "default.mysql8.0"
}
resource "aws_db_instance" "left_oracle" { engine = "oracle-ee" }
resource "aws_db_instance" "pass_pg15" {
  engine         = "postgres"
  engine_version = "15.4"
}
