resource "aws_security_group" "fail_dyn" {
  description = "x"
  dynamic "ingress" {
    for_each = [80]
    content {
      from_port = ingress.value
      to_port   = ingress.value
      protocol  = "tcp"
    }
  }
}
resource "aws_security_group" "pass_dyn" {
  description = "x"
  dynamic "ingress" {
    for_each = { http = 80 }
    content {
      description = "Allow ${ingress.key}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
    }
  }
}
resource "aws_security_group_rule" "fail_empty" {
  type        = "egress"
  description = ""
}
