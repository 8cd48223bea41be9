resource "aws_lb" "left_redirect" {
  load_balancer_type = "application"
}
resource "aws_lb_listener" "pass_redirect" {
  load_balancer_arn = aws_lb.left_redirect.arn
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
resource "aws_alb" "left_https" {
  name = "x"
}
resource "aws_alb_listener" "pass_https" {
  load_balancer_arn = aws_alb.left_https.arn
  port              = 443
  protocol          = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = "x"
  }
}
resource "aws_lb" "left_both" {
  name = "y"
}
resource "aws_lb_listener" "pass_both1" {
  load_balancer_arn = aws_lb.left_both.arn
  port              = 443
  protocol          = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = "x"
  }
}
resource "aws_lb_listener" "pass_both2" {
  load_balancer_arn = aws_lb.left_both.arn
  port              = "80"
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
resource "aws_lb" "left_nlb" {
  load_balancer_type = "network"
}
resource "aws_lb_listener" "nlb" {
  load_balancer_arn = aws_lb.left_nlb.arn
  port              = 80
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = "x"
  }
}
resource "aws_lb" "left_forward" {
  load_balancer_type = "application"
}
resource "aws_lb_listener" "fail_forward" {
  load_balancer_arn = aws_lb.left_forward.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = "x"
  }
}
resource "aws_alb" "left_forward" {
  name = "z"
}
resource "aws_alb_listener" "fail_forward" {
  load_balancer_arn = aws_alb.left_forward.arn
  port              = "80"
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = "x"
  }
}
resource "aws_lb" "left_second" {
  name = "v"
}
resource "aws_lb_listener" "second1" {
  load_balancer_arn = aws_lb.left_second.arn
  port              = 443
  protocol          = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = "x"
  }
}
resource "aws_lb_listener" "fail_second" {
  load_balancer_arn = aws_lb.left_second.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "8080"
      protocol    = "HTTP"
      status_code = "HTTP_301"
    }
  }
}
