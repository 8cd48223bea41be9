resource "aws_lb_listener" "pass_foreach" {
  for_each = { a = 443, b = 8443 }
  port     = each.value
  protocol = "HTTPS"
}
resource "aws_lb_listener" "fail_foreach" {
  for_each = toset(["80", "8080"])
  port     = each.key
  protocol = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = "x"
  }
}
resource "aws_lb_listener" "fail_weighted" {
  port     = 80
  protocol = "HTTP"
  default_action {
    type = "forward"
    forward {
      target_group {
        arn    = "x"
        weight = 1
      }
    }
  }
}
resource "aws_lb_listener" "fail_bad_code" {
  port     = 80
  protocol = "HTTP"
  default_action {
    type = "authenticate-oidc"
  }
  default_action {
    type             = "forward"
    target_group_arn = "x"
  }
}
resource "aws_lb_listener" "pass_dyn" {
  port     = 80
  protocol = "HTTP"
  dynamic "default_action" {
    for_each = ["redirect"]
    content {
      type = default_action.value
      redirect {
        port        = "443"
        protocol    = "HTTPS"
        status_code = "HTTP_301"
      }
    }
  }
}
