resource "aws_kms_key" "aux" {}
resource "aws_efs_file_system" "pass_lit" {
  encrypted  = true
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_efs_file_system" "pass_ref" {
  encrypted  = true
  kms_key_id = aws_kms_key.aux.arn
}
resource "aws_efs_file_system" "pass_key_only" { kms_key_id = aws_kms_key.aux.arn }
resource "aws_efs_file_system" "fail_absent" { creation_token = "t" }
resource "aws_efs_file_system" "fail_default" { encrypted = true }
