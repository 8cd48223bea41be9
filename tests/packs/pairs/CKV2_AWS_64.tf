resource "aws_kms_key" "pass_inline" { policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" }] }) }
resource "aws_kms_key" "pass_sep" { description = "k" }
resource "aws_kms_key_policy" "aux" {
  key_id = aws_kms_key.pass_sep.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" }] })
}
resource "aws_kms_key" "pass_sep2" { description = "k" }
resource "aws_kms_key_policy" "aux2" {
  key_id = aws_kms_key.pass_sep2.key_id
  policy = "{}"
}
resource "aws_kms_key" "fail_absent" { description = "k" }
resource "aws_kms_key" "fail_bare" {}
