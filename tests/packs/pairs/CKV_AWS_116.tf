resource "aws_sqs_queue" "aux" {}
resource "aws_lambda_function" "pass_dlq" {
  function_name = "f"
  dead_letter_config { target_arn = "arn:aws:sqs:us-east-1:123456789012:q" }
}
resource "aws_lambda_function" "pass_ref" {
  function_name = "f"
  dead_letter_config { target_arn = aws_sqs_queue.aux.arn }
}
resource "aws_lambda_function" "fail_absent" {
  function_name = "f"
  role          = "r"
}
resource "aws_lambda_function" "fail_dyn" {
  function_name = "f"
  dynamic "dead_letter_config" {
    for_each = []
    content { target_arn = "x" }
  }
}
