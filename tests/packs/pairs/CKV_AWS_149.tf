resource "aws_kms_key" "aux" {}
resource "aws_secretsmanager_secret" "pass_lit" {
  name       = "s"
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_secretsmanager_secret" "pass_ref" {
  name       = "s"
  kms_key_id = aws_kms_key.aux.id
}
resource "aws_secretsmanager_secret" "fail_absent" { name = "s" }
resource "aws_secretsmanager_secret" "fail_default" {
  name       = "s"
  kms_key_id = "alias/aws/secretsmanager"
}
resource "aws_secretsmanager_secret" "fail_empty" {
  name       = "s"
  kms_key_id = ""
}
