resource "aws_eip" "fail_sg" { domain = "vpc" }
resource "aws_vpc_security_group_ingress_rule" "r" {
  security_group_id = "s"
  ip_protocol       = "-1"
  cidr_ipv4         = "${aws_eip.fail_sg.public_ip}/32"
}
resource "aws_eip" "fail_r53" { domain = "vpc" }
resource "aws_route53_record" "r" {
  type    = "A"
  name    = "a"
  records = [aws_eip.fail_r53.public_ip]
}
