resource "aws_lb" "left_rules" {
  name = "x"
}
resource "aws_lb_listener" "fail_rules" {
  load_balancer_arn = aws_lb.left_rules.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
    }
  }
}
