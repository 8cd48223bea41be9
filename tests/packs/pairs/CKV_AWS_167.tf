resource "aws_glacier_vault" "left_absent" {
  name = "x"
}
resource "aws_glacier_vault" "pass_account" {
  access_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = ["glacier:InitiateJob"], Resource = "x" }] })
}
resource "aws_glacier_vault" "pass_deny" {
  access_policy = <<EOF
{"Version":"2012-10-17","Statement":[{"Sid":"x","Principal":"*","Effect":"Deny","Action":["glacier:DeleteArchive"],"Resource":"x"}]}
EOF
}
resource "aws_glacier_vault" "fail_star" {
  access_policy = <<EOF
{"Version":"2012-10-17","Statement":[{"Sid":"x","Principal":"*","Effect":"Allow","Action":["glacier:InitiateJob"],"Resource":"x"}]}
EOF
}
resource "aws_glacier_vault" "fail_aws" {
  access_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["123456789012", "*"] }, Action = "glacier:*", Resource = "x" }] })
}
resource "aws_glacier_vault" "fail_second" {
  access_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "glacier:*", Resource = "x" }, { Effect = "Allow", Principal = { AWS = "*" }, Action = "glacier:*", Resource = "x" }] })
}
