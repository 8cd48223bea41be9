resource "aws_kinesis_stream" "pass_kms" {
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
}
resource "aws_kinesis_stream" "pass_kms_key" {
  encryption_type = "KMS"
  kms_key_id      = aws_kms_key.k.id
}
resource "aws_kinesis_stream" "fail_absent" {
  name = "x"
}
resource "aws_kinesis_stream" "fail_none" {
  encryption_type = "NONE"
}
