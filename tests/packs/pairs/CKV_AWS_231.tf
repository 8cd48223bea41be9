resource "aws_network_acl" "pass_deny" {
  vpc_id = "v"
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "deny"
    cidr_block = "0.0.0.0/0"
    from_port  = 3389
    to_port    = 3389
  }
}
resource "aws_network_acl" "pass_cidr" {
  vpc_id = "v"
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "10.0.0.0/8"
    from_port  = 3389
    to_port    = 3389
  }
}
resource "aws_network_acl" "fail_1" {
  vpc_id = "v"
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 3389
    to_port    = 3389
  }
}
resource "aws_network_acl" "fail_range" {
  vpc_id = "v"
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 1024
    to_port    = 65535
  }
}
resource "aws_network_acl" "fail_attr" {
  vpc_id  = "v"
  ingress = [{ protocol = "tcp", rule_no = 100, action = "allow", cidr_block = "0.0.0.0/0", from_port = 3389, to_port = 3389, icmp_code = 0, icmp_type = 0, ipv6_cidr_block = null }]
}
resource "aws_network_acl_rule" "pass_r" {
  network_acl_id = "n"
  rule_number    = 200
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 443
  to_port        = 443
}
resource "aws_network_acl_rule" "fail_r" {
  network_acl_id = "n"
  rule_number    = 200
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = "3389"
  to_port        = "3389"
}
