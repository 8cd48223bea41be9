resource "aws_network_acl" "fail_lower" {
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "ALLOW"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 65535
  }
}
resource "aws_network_acl" "fail_strings" {
  ingress {
    protocol   = "tcp"
    rule_no    = "100"
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = "21"
    to_port    = "21"
  }
}
resource "aws_network_acl" "pass_udp" {
  ingress {
    protocol   = "udp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 21
    to_port    = 21
  }
}
resource "aws_default_network_acl" "fail_def" {
  default_network_acl_id = "x"
  ingress {
    protocol   = "-1"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}
resource "aws_network_acl_rule" "fail_num" {
  network_acl_id = "n"
  rule_number    = 200
  protocol       = "6"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 20
  to_port        = 22
}
resource "aws_network_acl_rule" "fail_all_word" {
  network_acl_id = "n"
  rule_number    = 200
  protocol       = "all"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}
