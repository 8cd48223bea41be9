resource "aws_networkfirewall_firewall" "pass_key" {
  encryption_configuration {
    key_id = aws_kms_key.x.arn
    type   = "CUSTOMER_KMS"
  }
}
resource "aws_networkfirewall_rule_group" "pass_key" {
  encryption_configuration {
    key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
    type   = "CUSTOMER_KMS"
  }
}
resource "aws_networkfirewall_firewall" "fail_absent" {
  name = "x"
}
resource "aws_networkfirewall_rule_group" "fail_absent" {
  capacity = 100
}
resource "aws_networkfirewall_firewall" "fail_owned" {
  encryption_configuration {
    type = "AWS_OWNED_KMS_KEY"
  }
}
resource "aws_networkfirewall_rule_group" "fail_owned" {
  encryption_configuration {
    type = "AWS_OWNED_KMS_KEY"
  }
}
