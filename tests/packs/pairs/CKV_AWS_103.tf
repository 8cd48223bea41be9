resource "aws_lb_listener" "pass_https" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS-1-2-2017-01"
}
resource "aws_alb_listener" "pass_tls13" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}
resource "aws_lb_listener" "pass_fs" {
  port       = 443
  protocol   = "TLS"
  ssl_policy = "ELBSecurityPolicy-FS-1-2-Res-2020-10"
}
resource "aws_lb_listener" "pass_fips" {
  port       = 443
  protocol   = "TLS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04"
}
resource "aws_lb_listener" "left_tcp" {
  port     = 443
  protocol = "TCP"
}
resource "aws_lb_listener" "left_redirect" {
  port     = 80
  protocol = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
resource "aws_lb_listener" "fail_old" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-2016-08"
}
resource "aws_alb_listener" "fail_tls11" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS-1-1-2017-01"
}
resource "aws_lb_listener" "fail_fs11" {
  port       = 443
  protocol   = "TLS"
  ssl_policy = "ELBSecurityPolicy-FS-1-1-2019-08"
}
resource "aws_lb_listener" "fail_tls13_10" {
  port       = 443
  protocol   = "TLS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-0-2021-06"
}
resource "aws_alb_listener" "fail_absent" {
  port     = 443
  protocol = "HTTPS"
}
