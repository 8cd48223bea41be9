resource "aws_lambda_function" "fail_merge" {
  environment {
    variables = merge({ a = "b" }, { API_KEY = "AKIAQ4XVJ2M7TBLWZP6D" })
  }
}
resource "aws_lambda_function" "pass_arns" {
  environment {
    variables = {
      TABLE_ARN  = "arn:aws:dynamodb:us-east-1:123456789012:table/x"
      SECRET_ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf"
      KEY_ID     = "1234abcd-12ab-34cd-56ef-1234567890ab"
      QUEUE_URL  = "https://sqs.us-east-1.amazonaws.com/123456789012/x"
    }
  }
}
