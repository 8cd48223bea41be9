resource "aws_lambda_permission" "fail_sns" {
  principal     = "sns.amazonaws.com"
  action        = "lambda:InvokeFunction"
  function_name = "f"
}
resource "aws_lambda_permission" "fail_apigw" {
  principal     = "apigateway.amazonaws.com"
  action        = "lambda:InvokeFunction"
  function_name = "f"
  statement_id  = "s"
}
resource "aws_lambda_permission" "fail_cn" {
  principal     = "s3.amazonaws.com.cn"
  action        = "lambda:InvokeFunction"
  function_name = "f"
}
resource "aws_lambda_permission" "fail_empty" {
  principal  = "s3.amazonaws.com"
  source_arn = ""
}
resource "aws_lambda_permission" "left_star" {
  principal     = "*"
  action        = "lambda:InvokeFunction"
  function_name = "f"
}
resource "aws_lambda_permission" "left_org" {
  principal        = "*"
  principal_org_id = "o-123"
  action           = "lambda:InvokeFunction"
}
resource "aws_lambda_permission" "pass_both" {
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::b"
  source_account = "123456789012"
}
