resource "aws_kms_key" "aux" {}
resource "aws_imagebuilder_component" "pass_lit" {
  name       = "c"
  platform   = "Linux"
  version    = "1.0.0"
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_imagebuilder_component" "pass_ref" {
  name       = "c"
  kms_key_id = aws_kms_key.aux.arn
}
resource "aws_imagebuilder_component" "fail_absent" {
  name     = "c"
  platform = "Linux"
  version  = "1.0.0"
}
resource "aws_imagebuilder_component" "fail_null" { kms_key_id = null }
