resource "aws_emr_cluster" "pass_on" {
  name                   = "x"
  security_configuration = aws_emr_security_configuration.x.name
}
resource "aws_emr_cluster" "pass_literal" {
  security_configuration = "x"
}
resource "aws_emr_cluster" "fail_absent" {
  name = "x"
}
resource "aws_emr_cluster" "fail_empty" {
  security_configuration = ""
}
