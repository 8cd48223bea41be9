resource "aws_kms_key" "aux" {}
resource "aws_ebs_volume" "pass_lit" {
  encrypted  = true
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_ebs_volume" "pass_ref" {
  encrypted  = true
  kms_key_id = aws_kms_key.aux.arn
}
resource "aws_ebs_volume" "fail_absent" { availability_zone = "a" }
resource "aws_ebs_volume" "fail_default" { encrypted = true }
resource "aws_ebs_volume" "pass_key_only" { kms_key_id = aws_kms_key.aux.arn }
