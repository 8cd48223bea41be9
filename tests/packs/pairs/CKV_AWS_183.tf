resource "aws_ebs_snapshot_copy" "pass_key" {
  encrypted  = true
  kms_key_id = aws_kms_key.x.arn
}
resource "aws_ebs_snapshot_copy" "pass_literal" {
  source_region = "us-east-1"
  encrypted     = true
  kms_key_id    = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_ebs_snapshot_copy" "fail_absent" {
  source_region = "us-east-1"
}
resource "aws_ebs_snapshot_copy" "fail_nokey" {
  encrypted = true
}
