resource "aws_networkfirewall_rule_group" "fail_nokey" {
  encryption_configuration {
    type = "CUSTOMER_KMS"
  }
}
