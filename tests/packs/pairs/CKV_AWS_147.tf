resource "aws_codebuild_project" "pass_lit" {
  name           = "p"
  encryption_key = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_kms_key" "aux" {}
resource "aws_codebuild_project" "pass_ref" {
  name           = "p"
  encryption_key = aws_kms_key.aux.arn
}
resource "aws_codebuild_project" "fail_absent" { name = "p" }
resource "aws_codebuild_project" "fail_null" {
  name           = "p"
  encryption_key = null
}
