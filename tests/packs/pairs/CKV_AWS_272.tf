resource "aws_lambda_function" "pass_on" {
  code_signing_config_arn = aws_lambda_code_signing_config.x.arn
}
resource "aws_lambda_function" "pass_literal" {
  function_name           = "x"
  code_signing_config_arn = "arn:aws:lambda:us-east-1:123456789012:code-signing-config:csc-1"
}
resource "aws_lambda_function" "fail_absent" {
  function_name = "x"
}
resource "aws_lambda_function" "fail_empty" {
  code_signing_config_arn = ""
}
