resource "aws_lambda_permission" "pass_service" {
  principal  = "events.amazonaws.com"
  source_arn = "arn:aws:events:eu-west-1:123456789012:rule/x"
}
resource "aws_lambda_permission" "pass_account" {
  action        = "lambda:InvokeFunction"
  function_name = "x"
  principal     = "123456789012"
}
resource "aws_lambda_permission" "fail_star" {
  principal = "*"
}
resource "aws_lambda_permission" "fail_star2" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.x.function_name
  principal     = "*"
}
