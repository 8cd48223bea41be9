resource "aws_kms_key" "aux" {}
resource "aws_networkfirewall_firewall_policy" "pass_lit" {
  name = "p"
  encryption_configuration {
    key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
    type   = "CUSTOMER_KMS"
  }
}
resource "aws_networkfirewall_firewall_policy" "pass_ref" {
  name = "p"
  encryption_configuration {
    key_id = aws_kms_key.aux.arn
    type   = "CUSTOMER_KMS"
  }
}
resource "aws_networkfirewall_firewall_policy" "fail_absent" { name = "p" }
resource "aws_networkfirewall_firewall_policy" "fail_owned" {
  name = "p"
  encryption_configuration { type = "AWS_OWNED_KMS_KEY" }
}
