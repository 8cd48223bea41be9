resource "aws_emr_security_configuration" "stricter_kms" {
  configuration = <<EOF
{
  "EncryptionConfiguration": {
    "EnableAtRestEncryption": true,
    "EnableInTransitEncryption": false,
    "AtRestEncryptionConfiguration": {
      "LocalDiskEncryptionConfiguration": {
        "EncryptionKeyProviderType": "AwsKms",
        "AwsKmsKey": "arn:aws:kms:us-west-2:123456789012:alias/x"
      }
    }
  }
}
EOF
}
resource "aws_emr_security_configuration" "pass_json" {
  configuration = jsonencode({
    EncryptionConfiguration = {
      EnableAtRestEncryption = true
      AtRestEncryptionConfiguration = {
        LocalDiskEncryptionConfiguration = {
          EncryptionKeyProviderType = "AwsKms"
          AwsKmsKey                 = "arn:aws:kms:us-west-2:123456789012:alias/x"
          EnableEbsEncryption       = true
        }
      }
    }
  })
}
resource "aws_emr_security_configuration" "fail_s3only" {
  configuration = <<EOF
{
  "EncryptionConfiguration": {
    "EnableAtRestEncryption": true,
    "AtRestEncryptionConfiguration": {
      "S3EncryptionConfiguration": {
        "EncryptionMode": "SSE-S3"
      }
    }
  }
}
EOF
}
resource "aws_emr_security_configuration" "fail_none" {
  configuration = jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = false } })
}
