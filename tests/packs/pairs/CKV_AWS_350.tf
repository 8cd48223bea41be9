resource "aws_emr_security_configuration" "pass_on" {
  name          = "s"
  configuration = <<EOF
{"EncryptionConfiguration": {"AtRestEncryptionConfiguration": {"S3EncryptionConfiguration": {"EncryptionMode": "SSE-S3"}, "LocalDiskEncryptionConfiguration": {"EncryptionKeyProviderType": "AwsKms", "AwsKmsKey": "arn:aws:kms:us-west-2:187416307283:alias/tf", "EnableEbsEncryption": true}}, "EnableInTransitEncryption": false, "EnableAtRestEncryption": true}}
EOF
}
resource "aws_emr_security_configuration" "pass_json" { configuration = jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true, EnableInTransitEncryption = true, AtRestEncryptionConfiguration = { LocalDiskEncryptionConfiguration = { EnableEbsEncryption = true, EncryptionKeyProviderType = "AwsKms", AwsKmsKey = "k" } } } }) }
resource "aws_emr_security_configuration" "fail_off" { configuration = jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true, EnableInTransitEncryption = true, AtRestEncryptionConfiguration = { LocalDiskEncryptionConfiguration = { EnableEbsEncryption = false, EncryptionKeyProviderType = "AwsKms", AwsKmsKey = "k" } } } }) }
resource "aws_emr_security_configuration" "fail_absent" { configuration = jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true, EnableInTransitEncryption = true, AtRestEncryptionConfiguration = { LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", AwsKmsKey = "k" } } } }) }
resource "aws_emr_security_configuration" "fail_rest" { configuration = jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = false, EnableInTransitEncryption = true } }) }
