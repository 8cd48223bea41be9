resource "aws_kms_key" "aux" {}
resource "aws_appflow_flow" "pass_lit" {
  name    = "f"
  kms_arn = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_appflow_flow" "pass_ref" {
  name    = "f"
  kms_arn = aws_kms_key.aux.arn
}
resource "aws_appflow_flow" "fail_absent" { name = "f" }
resource "aws_appflow_flow" "fail_null" {
  name    = "f"
  kms_arn = null
}
