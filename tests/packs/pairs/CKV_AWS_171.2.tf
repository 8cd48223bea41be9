resource "aws_emr_security_configuration" "fail_absent" {
  configuration = "{}"
}
resource "aws_emr_security_configuration" "pass_local" {
  configuration = local.conf
}
locals {
  conf = <<EOF
{"EncryptionConfiguration": {"EnableAtRestEncryption": true, "EnableInTransitEncryption": false, "AtRestEncryptionConfiguration": {"S3EncryptionConfiguration": {"EncryptionMode": "SSE-KMS", "AwsKmsKey": "arn:aws:kms:us-west-2:123456789012:alias/x"}}}}
EOF
}
resource "aws_emr_security_configuration" "fail_cse" {
  configuration = jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true, AtRestEncryptionConfiguration = { S3EncryptionConfiguration = { EncryptionMode = "CSE-Custom" } } } })
}
