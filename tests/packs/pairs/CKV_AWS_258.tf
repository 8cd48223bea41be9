resource "aws_lambda_function_url" "pass_iam" {
  function_name      = "x"
  authorization_type = "AWS_IAM"
}
resource "aws_lambda_function_url" "pass_iam2" {
  function_name      = aws_lambda_function.x.function_name
  qualifier          = "live"
  authorization_type = "AWS_IAM"
  cors {
    allow_origins = ["https://example.com"]
  }
}
resource "aws_lambda_function_url" "fail_none" {
  function_name      = "x"
  authorization_type = "NONE"
}
locals {
  auth = "NONE"
}
resource "aws_lambda_function_url" "fail_local" {
  authorization_type = local.auth
}
