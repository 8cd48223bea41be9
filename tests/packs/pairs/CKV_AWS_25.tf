resource "aws_security_group" "pass_other" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "pass_private" {
  ingress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["192.168.0.0/16", "10.0.0.1/32"]
  }
}
resource "aws_security_group" "pass_egress" {
  egress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "pass_none" {
  description = "x"
}
resource "aws_security_group_rule" "pass_egress" {
  type        = "egress"
  from_port   = 3389
  to_port     = 3389
  protocol    = "tcp"
  cidr_blocks = ["0.0.0.0/0"]
}
resource "aws_security_group_rule" "pass_sg" {
  type                     = "ingress"
  from_port                = 3389
  to_port                  = 3389
  protocol                 = "tcp"
  source_security_group_id = "sg-12345"
}
resource "aws_vpc_security_group_ingress_rule" "pass_private" {
  ip_protocol = "tcp"
  from_port   = 3389
  to_port     = 3389
  cidr_ipv4   = "10.0.0.0/8"
}
resource "aws_vpc_security_group_ingress_rule" "pass_other" {
  ip_protocol = "tcp"
  from_port   = 22
  to_port     = 22
  cidr_ipv4   = "0.0.0.0/0"
}
resource "aws_security_group" "fail_exact" {
  ingress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "fail_range" {
  ingress {
    from_port   = 3000
    to_port     = 4000
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
  }
}
resource "aws_security_group" "fail_all" {
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "fail_ipv6" {
  ingress {
    from_port        = "3389"
    to_port          = "3389"
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_security_group" "fail_second" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "fail_attr" {
  ingress = [{
    from_port        = 3389
    to_port          = 3389
    protocol         = "tcp"
    cidr_blocks      = ["0.0.0.0/0"]
    description      = ""
    ipv6_cidr_blocks = []
    prefix_list_ids  = []
    security_groups  = []
    self             = false
  }]
}
variable "ports" {
  default = [22, 3389]
}
resource "aws_security_group" "fail_dyn" {
  dynamic "ingress" {
    for_each = var.ports
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}
resource "aws_security_group_rule" "fail_r" {
  type        = "ingress"
  from_port   = 3389
  to_port     = 3389
  protocol    = "tcp"
  cidr_blocks = ["0.0.0.0/0"]
}
resource "aws_security_group_rule" "fail_all" {
  type             = "ingress"
  from_port        = -1
  to_port          = -1
  protocol         = "all"
  ipv6_cidr_blocks = ["0000:0000:0000:0000:0000:0000:0000:0000/0"]
}
resource "aws_vpc_security_group_ingress_rule" "fail_r" {
  ip_protocol = "tcp"
  from_port   = 3389
  to_port     = 3389
  cidr_ipv4   = "0.0.0.0/0"
}
resource "aws_vpc_security_group_ingress_rule" "fail_six" {
  ip_protocol = "-1"
  cidr_ipv6   = "::/0"
}
