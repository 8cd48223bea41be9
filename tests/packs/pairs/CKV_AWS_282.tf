resource "aws_redshiftserverless_namespace" "pass_key" {
  kms_key_id = aws_kms_key.x.arn
}
resource "aws_redshiftserverless_namespace" "pass_literal" {
  namespace_name = "x"
  kms_key_id     = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_redshiftserverless_namespace" "fail_absent" {
  namespace_name = "x"
}
resource "aws_redshiftserverless_namespace" "fail_owned" {
  kms_key_id = "AWS_OWNED_KMS_KEY"
}
