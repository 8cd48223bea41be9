resource "aws_network_acl_rule" "pass_range" {
  network_acl_id = "n"
  rule_number    = 200
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 80
  to_port        = 443
}
resource "aws_network_acl_rule" "pass_cidr" {
  rule_number = 200
  protocol    = "-1"
  rule_action = "allow"
  cidr_block  = "10.0.0.0/8"
}
resource "aws_network_acl_rule" "fail_noproto" {
  rule_number = 200
  egress      = false
  protocol    = "all"
  rule_action = "allow"
  cidr_block  = "0.0.0.0/0"
}
