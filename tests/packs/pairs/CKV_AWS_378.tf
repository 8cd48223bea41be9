resource "aws_lb_listener" "pass_https" {
  load_balancer_arn = "a"
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = "c"
  default_action {
    type             = "forward"
    target_group_arn = "t"
  }
}
resource "aws_lb_listener" "pass_redirect" {
  load_balancer_arn = "a"
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
resource "aws_lb_listener" "fail_http" {
  load_balancer_arn = "a"
  port              = 80
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = "t"
  }
}
resource "aws_alb_listener" "pass_alb" {
  load_balancer_arn = "a"
  port              = 443
  protocol          = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = "t"
  }
}
resource "aws_alb_listener" "fail_alb" {
  load_balancer_arn = "a"
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_target_group" "pass_tg" {
  port     = 443
  protocol = "HTTPS"
}
resource "aws_lb_target_group" "fail_tg" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "v"
}
resource "aws_alb_target_group" "pass_atg" {
  port     = 443
  protocol = "HTTPS"
}
resource "aws_alb_target_group" "fail_atg" {
  port     = 80
  protocol = "HTTP"
}
resource "aws_lb_listener" "left_tls" {
  load_balancer_arn = "a"
  port              = 443
  protocol          = "TLS"
  default_action {
    type             = "forward"
    target_group_arn = "t"
  }
}
