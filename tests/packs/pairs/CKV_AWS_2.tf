resource "aws_lb_listener" "pass_https" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/x/1"
  port              = 443
  protocol          = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/x/1"
  }
}
resource "aws_alb_listener" "pass_https" {
  port     = "443"
  protocol = "HTTPS"
}
resource "aws_lb_listener" "pass_redirect" {
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
resource "aws_lb_listener" "left_tls" {
  port     = 443
  protocol = "TLS"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.x.arn
  }
}
resource "aws_lb_listener" "left_tcp" {
  port     = 8080
  protocol = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.x.arn
  }
}
resource "aws_lb_listener" "fail_http" {
  port     = 80
  protocol = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.x.arn
  }
}
resource "aws_alb_listener" "fail_http" {
  port     = "80"
  protocol = "HTTP"
}
resource "aws_lb_listener" "fail_redirect_http" {
  port     = 80
  protocol = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "8080"
      protocol    = "HTTP"
      status_code = "HTTP_301"
    }
  }
}
resource "aws_alb_listener" "fail_fixed" {
  port     = 80
  protocol = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "no"
      status_code  = "404"
    }
  }
}
variable "protocol" {}
resource "aws_lb_listener" "unknown_var" {
  port     = 8443
  protocol = var.protocol
}
