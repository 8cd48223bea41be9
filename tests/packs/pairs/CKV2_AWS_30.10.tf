resource "aws_db_parameter_group" "aux" {
  family = "postgres15"
  parameter {
    name  = "log_statement"
    value = "ddl"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "0"
  }
}
resource "aws_db_instance" "pass_x" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.aux.name
}
resource "aws_db_parameter_group" "aux_none" {
  family = "postgres15"
  parameter {
    name  = "log_statement"
    value = "none"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "-1"
  }
}
resource "aws_db_instance" "fail_none" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.aux_none.name
}
resource "aws_db_parameter_group" "aux_one" {
  family = "postgres15"
  parameter {
    name  = "log_statement"
    value = "all"
  }
}
resource "aws_db_instance" "looser_one" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.aux_one.name
}
