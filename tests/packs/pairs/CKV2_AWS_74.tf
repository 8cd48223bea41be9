resource "aws_lb_listener" "pass_tls13" {
  protocol   = "HTTPS"
  port       = 443
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}
resource "aws_alb_listener" "pass_tls13" {
  protocol   = "HTTPS"
  port       = 443
  ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"
}
resource "aws_lb_listener" "pass_res" {
  protocol   = "TLS"
  port       = 443
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
}
resource "aws_lb_listener" "left_http" {
  protocol = "HTTP"
  port     = 80
}
resource "aws_lb_listener" "fail_old" {
  protocol   = "HTTPS"
  port       = 443
  ssl_policy = "ELBSecurityPolicy-2016-08"
}
resource "aws_alb_listener" "fail_tls10" {
  protocol   = "HTTPS"
  port       = 443
  ssl_policy = "ELBSecurityPolicy-TLS-1-0-2015-04"
}
resource "aws_lb_listener" "fail_tls" {
  protocol   = "TLS"
  port       = 443
  ssl_policy = "ELBSecurityPolicy-2015-05"
}
resource "aws_lb_listener" "fail_absent" {
  protocol = "HTTPS"
  port     = 443
}
