resource "aws_network_acl_rule" "pass_port" {
  network_acl_id = "n"
  rule_number    = 200
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 443
  to_port        = 443
}
resource "aws_network_acl_rule" "pass_deny" {
  rule_number = 200
  protocol    = "-1"
  rule_action = "deny"
  cidr_block  = "0.0.0.0/0"
}
resource "aws_network_acl_rule" "left_egress" {
  rule_number = 200
  egress      = true
  protocol    = "-1"
  rule_action = "allow"
  cidr_block  = "0.0.0.0/0"
}
resource "aws_network_acl_rule" "fail_absent" {
  network_acl_id = "n"
  rule_number    = 200
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}
resource "aws_network_acl_rule" "fail_range" {
  rule_number = 200
  protocol    = "tcp"
  rule_action = "allow"
  cidr_block  = "0.0.0.0/0"
  from_port   = 0
  to_port     = 65535
}
resource "aws_network_acl_rule" "fail_v6" {
  rule_number     = 200
  protocol        = "-1"
  rule_action     = "allow"
  ipv6_cidr_block = "::/0"
  from_port       = 0
  to_port         = 0
}
