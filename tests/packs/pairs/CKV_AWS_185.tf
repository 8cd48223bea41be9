resource "aws_kinesis_stream" "pass_key" {
  encryption_type = "KMS"
  kms_key_id      = aws_kms_key.x.id
}
resource "aws_kinesis_stream" "pass_literal" {
  encryption_type = "KMS"
  kms_key_id      = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_kinesis_stream" "fail_absent" {
  name = "x"
}
resource "aws_kinesis_stream" "fail_nokey" {
  encryption_type = "KMS"
}
resource "aws_kinesis_stream" "fail_none" {
  encryption_type = "NONE"
}
resource "aws_kinesis_stream" "fail_aws_managed" {
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
}
