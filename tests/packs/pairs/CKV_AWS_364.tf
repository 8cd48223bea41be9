resource "aws_lambda_permission" "pass_arn" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = "events.amazonaws.com"
  source_arn    = "arn:aws:events:eu-west-1:123456789012:rule/r"
}
resource "aws_lambda_permission" "pass_account" {
  action         = "lambda:InvokeFunction"
  principal      = "s3.amazonaws.com"
  source_account = "123456789012"
}
resource "aws_lambda_permission" "fail_absent" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = "events.amazonaws.com"
}
resource "aws_lambda_permission" "fail_null" {
  action     = "lambda:InvokeFunction"
  principal  = "sns.amazonaws.com"
  source_arn = null
}
resource "aws_lambda_permission" "left_account" {
  action    = "lambda:InvokeFunction"
  principal = "123456789012"
}
resource "aws_lambda_permission" "left_principal" {
  action    = "lambda:InvokeFunction"
  principal = "arn:aws:iam::123456789012:role/r"
}
