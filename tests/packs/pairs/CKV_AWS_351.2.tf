resource "aws_emr_security_configuration" "fail_text" {
  configuration = <<EOF
{"EncryptionConfiguration": {"EnableInTransitEncryption": "false"}}
EOF
}
