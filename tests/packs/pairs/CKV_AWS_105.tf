resource "aws_redshift_parameter_group" "pass_on" {
  family = "redshift-1.0"
  parameter {
    name  = "require_ssl"
    value = "true"
  }
}
resource "aws_redshift_parameter_group" "pass_bool" {
  parameter {
    name  = "require_ssl"
    value = true
  }
}
resource "aws_redshift_parameter_group" "fail_absent" {
  family = "redshift-1.0"
}
resource "aws_redshift_parameter_group" "fail_off" {
  parameter {
    name  = "require_ssl"
    value = "false"
  }
}
resource "aws_redshift_parameter_group" "fail_other" {
  parameter {
    name  = "enable_user_activity_logging"
    value = "true"
  }
}
