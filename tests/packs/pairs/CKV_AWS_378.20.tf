resource "aws_lb_listener" "fail_redirect_http" {
  protocol = "HTTP"
  port     = 80
  default_action {
    type = "redirect"
    redirect {
      port        = "8080"
      protocol    = "HTTP"
      status_code = "HTTP_301"
    }
  }
}
resource "aws_lb_target_group" "left_tcp" {
  protocol = "TCP"
  port     = 80
}
resource "aws_lb_target_group" "fail_lower" {
  protocol = "http"
  port     = 80
}
resource "aws_lb_target_group" "left_lambda" { target_type = "lambda" }
