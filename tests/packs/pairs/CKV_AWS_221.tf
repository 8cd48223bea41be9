resource "aws_kms_key" "aux" {}
resource "aws_codeartifact_domain" "pass_lit" {
  domain         = "d"
  encryption_key = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_codeartifact_domain" "pass_ref" {
  domain         = "d"
  encryption_key = aws_kms_key.aux.arn
}
resource "aws_codeartifact_domain" "fail_absent" { domain = "d" }
resource "aws_codeartifact_domain" "fail_null" {
  domain         = "d"
  encryption_key = null
}
