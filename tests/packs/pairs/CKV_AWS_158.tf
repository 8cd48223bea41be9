resource "aws_kms_key" "aux" {}
resource "aws_cloudwatch_log_group" "pass_lit" {
  name       = "g"
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_cloudwatch_log_group" "pass_ref" {
  name       = "g"
  kms_key_id = aws_kms_key.aux.arn
}
resource "aws_cloudwatch_log_group" "fail_absent" { name = "g" }
resource "aws_cloudwatch_log_group" "fail_null" {
  name              = "g"
  retention_in_days = 30
  kms_key_id        = null
}
