resource "aws_kms_key" "aux" {}
resource "aws_scheduler_schedule" "pass_lit" {
  name        = "s"
  kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_scheduler_schedule" "pass_ref" {
  name        = "s"
  kms_key_arn = aws_kms_key.aux.arn
}
resource "aws_scheduler_schedule" "fail_absent" {
  name                = "s"
  schedule_expression = "rate(1 hour)"
}
resource "aws_scheduler_schedule" "fail_null" { kms_key_arn = null }
