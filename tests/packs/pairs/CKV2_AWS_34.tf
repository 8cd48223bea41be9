resource "aws_ssm_parameter" "pass_secure" {
  name  = "p"
  type  = "SecureString"
  value = "x"
}
resource "aws_ssm_parameter" "pass_key" {
  name   = "p"
  type   = "SecureString"
  key_id = "k"
  value  = "x"
}
resource "aws_ssm_parameter" "fail_string" {
  name  = "p"
  type  = "String"
  value = "x"
}
resource "aws_ssm_parameter" "fail_list" {
  name  = "p"
  type  = "StringList"
  value = "x,y"
}
resource "aws_ssm_parameter" "fail_pw" {
  name  = "db_password"
  type  = "String"
  value = "x"
}
