resource "aws_cloudtrail_event_data_store" "pass_key" {
  kms_key_id = aws_kms_key.x.arn
}
resource "aws_cloudtrail_event_data_store" "pass_literal" {
  name       = "x"
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_cloudtrail_event_data_store" "fail_absent" {
  name = "x"
}
resource "aws_cloudtrail_event_data_store" "fail_empty" {
  kms_key_id = ""
}
