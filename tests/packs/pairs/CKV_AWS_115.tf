resource "aws_lambda_function" "pass_set" {
  reserved_concurrent_executions = 100
}
resource "aws_lambda_function" "pass_zero" {
  reserved_concurrent_executions = 0
}
resource "aws_lambda_function" "fail_absent" {
  function_name = "x"
}
resource "aws_lambda_function" "fail_unlimited" {
  reserved_concurrent_executions = -1
}
resource "aws_lambda_function" "fail_text" {
  reserved_concurrent_executions = "-1"
}
