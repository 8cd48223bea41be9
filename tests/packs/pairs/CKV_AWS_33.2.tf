resource "aws_kms_key" "fail_notprincipal" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" }] })
}
resource "aws_kms_key" "pass_cond" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "kms:CallerAccount" = "123456789012", "kms:ViaService" = "s3.us-east-1.amazonaws.com" } } }] })
}
locals {
  statements = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }]
}
resource "aws_kms_key" "fail_local" {
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}
