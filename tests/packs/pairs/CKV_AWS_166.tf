resource "aws_kms_key" "aux" {}
resource "aws_backup_vault" "pass_lit" {
  name        = "v"
  kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_backup_vault" "pass_ref" {
  name        = "v"
  kms_key_arn = aws_kms_key.aux.arn
}
resource "aws_backup_vault" "fail_absent" { name = "v" }
resource "aws_backup_vault" "fail_null" {
  name        = "v"
  kms_key_arn = null
}
