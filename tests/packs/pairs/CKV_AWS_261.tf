resource "aws_lb_target_group" "pass_http" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "v"
  health_check { path = "/health" }
}
resource "aws_lb_target_group" "pass_https" {
  port     = 443
  protocol = "HTTPS"
  health_check {
    path    = "/"
    enabled = true
  }
}
resource "aws_lb_target_group" "left_tcp" {
  port     = 25
  protocol = "TCP"
}
resource "aws_lb_target_group" "fail_absent" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "v"
}
resource "aws_lb_target_group" "fail_https" {
  port     = 443
  protocol = "HTTPS"
}
resource "aws_alb_target_group" "pass_alb" {
  protocol = "HTTP"
  health_check { path = "/health" }
}
resource "aws_alb_target_group" "fail_alb" {
  protocol = "HTTP"
  port     = 80
}
resource "aws_lb_target_group" "fail_off" {
  protocol = "HTTP"
  health_check {
    enabled = false
    path    = "/"
  }
}
