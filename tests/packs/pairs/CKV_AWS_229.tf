resource "aws_network_acl" "pass_deny" {
  vpc_id = "v"
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "deny"
    cidr_block = "0.0.0.0/0"
    from_port  = 21
    to_port    = 21
  }
}
resource "aws_network_acl" "pass_other" {
  vpc_id = "v"
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 443
    to_port    = 443
  }
}
resource "aws_network_acl" "pass_cidr" {
  vpc_id = "v"
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "10.0.0.0/8"
    from_port  = 0
    to_port    = 65535
  }
}
resource "aws_network_acl" "pass_egress" {
  vpc_id = "v"
  egress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 21
    to_port    = 21
  }
}
resource "aws_network_acl" "pass_empty" { vpc_id = "v" }
resource "aws_network_acl" "fail_21" {
  vpc_id = "v"
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 21
    to_port    = 21
  }
}
resource "aws_network_acl" "fail_range" {
  vpc_id = "v"
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "10.0.0.0/8"
    from_port  = 21
    to_port    = 21
  }
  ingress {
    protocol   = "tcp"
    rule_no    = 200
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 20
    to_port    = 25
  }
}
resource "aws_network_acl" "fail_v6" {
  ingress {
    protocol        = "6"
    rule_no         = 100
    action          = "allow"
    ipv6_cidr_block = "::/0"
    from_port       = 21
    to_port         = 21
  }
}
resource "aws_network_acl" "fail_all" {
  ingress {
    protocol   = "-1"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}
resource "aws_network_acl_rule" "pass_r" {
  network_acl_id = "n"
  rule_number    = 200
  protocol       = "tcp"
  rule_action    = "deny"
  cidr_block     = "0.0.0.0/0"
  from_port      = 21
  to_port        = 21
}
resource "aws_network_acl_rule" "left_r_egress" {
  network_acl_id = "n"
  egress         = true
  rule_number    = 200
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 21
  to_port        = 21
}
resource "aws_network_acl_rule" "fail_r" {
  network_acl_id = "n"
  rule_number    = 200
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 21
  to_port        = 21
}
resource "aws_network_acl_rule" "fail_r_v6" {
  network_acl_id  = "n"
  egress          = false
  rule_number     = 200
  protocol        = "tcp"
  rule_action     = "allow"
  ipv6_cidr_block = "::/0"
  from_port       = 21
  to_port         = 21
}
resource "aws_network_acl_rule" "fail_r_all" {
  network_acl_id = "n"
  rule_number    = 200
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}
