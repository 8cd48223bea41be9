resource "aws_kinesis_video_stream" "pass_key" {
  name       = "x"
  kms_key_id = aws_kms_key.x.id
}
resource "aws_kinesis_video_stream" "pass_literal" {
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_kinesis_video_stream" "fail_absent" {
  name = "x"
}
resource "aws_kinesis_video_stream" "fail_empty" {
  kms_key_id = ""
}
