resource "aws_emr_security_configuration" "pass_on" {
  configuration = <<EOF
{
  "EncryptionConfiguration": {
    "EnableInTransitEncryption": true,
    "EnableAtRestEncryption": false,
    "InTransitEncryptionConfiguration": {
      "TLSCertificateConfiguration": {
        "CertificateProviderType": "PEM",
        "S3Object": "s3://x/y.zip"
      }
    }
  }
}
EOF
}
resource "aws_emr_security_configuration" "pass_json" {
  configuration = jsonencode({ EncryptionConfiguration = { EnableInTransitEncryption = true } })
}
resource "aws_emr_security_configuration" "fail_off" {
  configuration = <<EOF
{"EncryptionConfiguration": {"EnableInTransitEncryption": false, "EnableAtRestEncryption": true}}
EOF
}
resource "aws_emr_security_configuration" "fail_absent" {
  configuration = jsonencode({ EncryptionConfiguration = { EnableAtRestEncryption = true } })
}
