resource "aws_network_acl" "fail_second" {
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "10.3.0.0/18"
    from_port  = 443
    to_port    = 443
  }
  ingress {
    protocol   = "6"
    rule_no    = 200
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 20
    to_port    = 21
  }
}
resource "aws_network_acl_rule" "pass_deny" {
  network_acl_id = "d"
  rule_number    = 100
  rule_action    = "deny"
  protocol       = "tcp"
  cidr_block     = "0.0.0.0/0"
  from_port      = 20
  to_port        = 20
}
