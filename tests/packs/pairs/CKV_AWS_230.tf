resource "aws_network_acl" "pass_private" {
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "10.3.0.0/18"
    from_port  = 20
    to_port    = 20
  }
}
resource "aws_network_acl" "pass_deny" {
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "deny"
    cidr_block = "0.0.0.0/0"
    from_port  = 20
    to_port    = 20
  }
}
resource "aws_network_acl_rule" "pass_r" {
  network_acl_id = "x"
  rule_number    = 200
  egress         = false
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "10.0.0.0/8"
  from_port      = 20
  to_port        = 20
}
resource "aws_network_acl_rule" "left_egress" {
  egress      = true
  rule_number = 200
  protocol    = "tcp"
  rule_action = "allow"
  cidr_block  = "0.0.0.0/0"
  from_port   = 20
  to_port     = 20
}
resource "aws_network_acl" "fail_exact" {
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 20
    to_port    = 20
  }
}
resource "aws_network_acl" "fail_six" {
  ingress {
    protocol        = "tcp"
    rule_no         = 100
    action          = "allow"
    ipv6_cidr_block = "::/0"
    from_port       = 10
    to_port         = 30
  }
}
resource "aws_network_acl_rule" "fail_r" {
  network_acl_id = "x"
  rule_number    = 200
  egress         = false
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 20
  to_port        = 20
}
resource "aws_network_acl_rule" "fail_noegress" {
  network_acl_id  = "y"
  rule_number     = 200
  protocol        = "tcp"
  rule_action     = "allow"
  ipv6_cidr_block = "::/0"
  from_port       = 15
  to_port         = 25
}
