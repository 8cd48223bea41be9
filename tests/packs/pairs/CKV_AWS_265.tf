resource "aws_kms_key" "aux" {}
resource "aws_keyspaces_table" "pass_lit" {
  table_name = "t"
  encryption_specification {
    kms_key_identifier = "arn:aws:kms:us-east-1:123456789012:key/x"
    type               = "CUSTOMER_MANAGED_KMS_KEY"
  }
}
resource "aws_keyspaces_table" "pass_ref" {
  table_name = "t"
  encryption_specification {
    kms_key_identifier = aws_kms_key.aux.arn
    type               = "CUSTOMER_MANAGED_KMS_KEY"
  }
}
resource "aws_keyspaces_table" "fail_absent" { table_name = "t" }
resource "aws_keyspaces_table" "fail_owned" {
  table_name = "t"
  encryption_specification { type = "AWS_OWNED_KMS_KEY" }
}
