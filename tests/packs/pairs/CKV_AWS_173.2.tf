resource "aws_lambda_function" "pass_dyn" {
  kms_key_arn = aws_kms_key.k.arn
  dynamic "environment" {
    for_each = [1]
    content {
      variables = { a = "b" }
    }
  }
}
resource "aws_lambda_function" "fail_null" {
  kms_key_arn = null
  environment {
    variables = { a = "b" }
  }
}
