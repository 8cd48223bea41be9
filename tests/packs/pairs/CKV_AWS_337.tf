resource "aws_ssm_parameter" "pass_key" {
  type   = "SecureString"
  key_id = aws_kms_key.x.arn
}
resource "aws_ssm_parameter" "pass_literal" {
  name   = "x"
  type   = "SecureString"
  key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_ssm_parameter" "fail_absent" {
  name = "x"
  type = "SecureString"
}
resource "aws_ssm_parameter" "fail_string" {
  name = "x"
  type = "String"
}
resource "aws_ssm_parameter" "fail_aws_managed" {
  type   = "SecureString"
  key_id = "alias/aws/ssm"
}
