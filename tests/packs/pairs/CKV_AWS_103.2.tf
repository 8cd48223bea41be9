resource "aws_lb_listener" "fail_tls_var" {
  port       = 443
  protocol   = "TLS"
  ssl_policy = var.p
}
variable "p" {
  default = "ELBSecurityPolicy-2015-05"
}
resource "aws_lb_listener" "pass_ext" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"
}
resource "aws_alb_listener" "pass_ext12" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS-1-2-Ext-2018-06"
}
resource "aws_lb_listener" "left_udp" {
  port     = 53
  protocol = "UDP"
}
