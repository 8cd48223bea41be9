resource "aws_glue_security_configuration" "aux" { name = "s" }
resource "aws_glue_crawler" "pass_c" {
  name                   = "c"
  database_name          = "d"
  role                   = "r"
  security_configuration = "s"
}
resource "aws_glue_crawler" "pass_c_ref" {
  name                   = "c"
  security_configuration = aws_glue_security_configuration.aux.name
}
resource "aws_glue_crawler" "fail_c" {
  name          = "c"
  database_name = "d"
  role          = "r"
}
resource "aws_glue_dev_endpoint" "pass_d" {
  name                   = "e"
  security_configuration = aws_glue_security_configuration.aux.id
}
resource "aws_glue_dev_endpoint" "fail_d" {
  name     = "e"
  role_arn = "r"
}
resource "aws_glue_job" "pass_j" {
  name                   = "j"
  security_configuration = "s"
}
resource "aws_glue_job" "fail_j" {
  name     = "j"
  role_arn = "r"
  command { script_location = "s3://b/s.py" }
}
resource "aws_glue_job" "fail_j_null" {
  name                   = "j"
  security_configuration = null
}
resource "aws_glue_job" "fail_j_empty" {
  name                   = "j"
  security_configuration = ""
}
