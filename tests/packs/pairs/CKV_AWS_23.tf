resource "aws_security_group" "pass_sg" {
  name        = "x"
  description = "Web servers"
  ingress {
    description = "TLS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    description = "out"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_security_group" "pass_norules" {
  description = "nothing"
}
resource "aws_security_group_rule" "pass_r" {
  type        = "ingress"
  description = "x"
  from_port   = 443
  to_port     = 443
  protocol    = "tcp"
  cidr_blocks = ["10.0.0.0/8"]
}
resource "aws_vpc_security_group_ingress_rule" "pass_r" {
  description = "x"
  ip_protocol = "tcp"
  from_port   = 443
  to_port     = 443
  cidr_ipv4   = "10.0.0.0/8"
}
resource "aws_vpc_security_group_egress_rule" "pass_r" {
  description = "x"
  ip_protocol = "-1"
  cidr_ipv4   = "10.0.0.0/8"
}
resource "aws_db_security_group" "left_g" {
  description = "x"
}
resource "aws_elasticache_security_group" "left_g" {
  description = "x"
}
resource "aws_redshift_security_group" "left_g" {
  description = "x"
}
resource "aws_security_group" "fail_absent" {
  name = "x"
}
resource "aws_security_group" "fail_rule" {
  description = "good"
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_security_group" "fail_egress_rule" {
  description = "good"
  ingress {
    description = "good"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_security_group" "fail_second_rule" {
  description = "good"
  ingress {
    description = "good"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    description = ""
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_security_group_rule" "fail_r" {
  type        = "ingress"
  from_port   = 443
  to_port     = 443
  protocol    = "tcp"
  cidr_blocks = ["10.0.0.0/8"]
}
resource "aws_vpc_security_group_ingress_rule" "fail_r" {
  ip_protocol = "tcp"
  from_port   = 443
  to_port     = 443
  cidr_ipv4   = "10.0.0.0/8"
}
resource "aws_vpc_security_group_egress_rule" "fail_r" {
  ip_protocol = "-1"
  cidr_ipv4   = "10.0.0.0/8"
}
resource "aws_db_security_group" "looser_g" {
  name = "x"
}
resource "aws_elasticache_security_group" "looser_g" {
  name = "x"
}
resource "aws_redshift_security_group" "looser_g" {
  name = "x"
}
