resource "aws_network_acl" "pass_attr" {
  ingress = [{
    protocol        = "tcp"
    rule_no         = 100
    action          = "allow"
    cidr_block      = "10.0.0.0/8"
    ipv6_cidr_block = ""
    from_port       = 22
    to_port         = 22
    icmp_code       = 0
    icmp_type       = 0
  }]
}
resource "aws_network_acl" "fail_attr" {
  ingress = [{
    protocol        = "tcp"
    rule_no         = 100
    action          = "allow"
    cidr_block      = "0.0.0.0/0"
    ipv6_cidr_block = ""
    from_port       = 22
    to_port         = 22
    icmp_code       = 0
    icmp_type       = 0
  }]
}
resource "aws_network_acl" "pass_empty" {
  vpc_id = "vpc-1"
}
