resource "aws_cloudtrail" "pass_key" {
  name       = "x"
  kms_key_id = aws_kms_key.example.arn
}
resource "aws_cloudtrail" "pass_literal" {
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_cloudtrail" "fail_absent" {
  name = "x"
}
resource "aws_cloudtrail" "fail_null" {
  kms_key_id = null
}
resource "aws_cloudtrail" "fail_empty" {
  kms_key_id = ""
}
