resource "aws_appflow_connector_profile" "pass_key" {
  name    = "x"
  kms_arn = aws_kms_key.x.arn
}
resource "aws_appflow_connector_profile" "pass_literal" {
  kms_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_appflow_connector_profile" "fail_absent" {
  name           = "x"
  connector_type = "Redshift"
}
resource "aws_appflow_connector_profile" "fail_null" {
  kms_arn = null
}
