resource "aws_security_group_rule" "fail_list" {
  type        = "ingress"
  from_port   = "3380"
  to_port     = "3390"
  protocol    = "6"
  cidr_blocks = concat(["10.0.0.0/8"], ["0.0.0.0/0"])
}
resource "aws_security_group" "fail_many" {
  dynamic "ingress" {
    for_each = { rdp = 3389, http = 80 }
    content {
      from_port        = ingress.value
      to_port          = ingress.value
      protocol         = "TCP"
      ipv6_cidr_blocks = ["::/0"]
    }
  }
}
resource "aws_security_group" "pass_udp" {
  ingress {
    from_port   = 0
    to_port     = 1024
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "pass_self" {
  ingress {
    from_port = 3389
    to_port   = 3389
    protocol  = "tcp"
    self      = true
  }
}
resource "aws_security_group_rule" "pass_empty" {
  type            = "ingress"
  from_port       = 3389
  to_port         = 3389
  protocol        = "tcp"
  cidr_blocks     = []
  prefix_list_ids = ["pl-1"]
}
resource "aws_vpc_security_group_ingress_rule" "pass_prefix" {
  ip_protocol    = "tcp"
  from_port      = 3389
  to_port        = 3389
  prefix_list_id = "pl-1"
}
variable "cidr" {}
resource "aws_vpc_security_group_ingress_rule" "unknown_var" {
  ip_protocol = "tcp"
  from_port   = 3389
  to_port     = 3389
  cidr_ipv4   = var.cidr
}
