resource "aws_kms_key" "aux" {}
resource "aws_sqs_queue" "pass_lit" {
  name              = "q"
  kms_master_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_sqs_queue" "pass_ref" {
  name              = "q"
  kms_master_key_id = aws_kms_key.aux.arn
}
resource "aws_sqs_queue" "fail_default" {
  name              = "q"
  kms_master_key_id = "alias/aws/sqs"
}
resource "aws_sqs_queue" "fail_default2" {
  name                              = "q"
  kms_master_key_id                 = "alias/aws/sqs"
  kms_data_key_reuse_period_seconds = 300
}
resource "aws_sqs_queue" "fail_absent" { name = "q" }
