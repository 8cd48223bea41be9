resource "aws_sqs_queue" "pass_kms" {
  kms_master_key_id = "alias/aws/sqs"
}
resource "aws_sqs_queue" "pass_sse" {
  sqs_managed_sse_enabled = true
}
resource "aws_sqs_queue" "pass_sse_text" {
  sqs_managed_sse_enabled = "true"
}
resource "aws_sqs_queue" "fail_off" {
  sqs_managed_sse_enabled = false
}
resource "aws_sqs_queue" "fail_off_text" {
  name                    = "x"
  sqs_managed_sse_enabled = "false"
}
