resource "aws_lb" "left_gw" { load_balancer_type = "gateway" }
resource "aws_lb" "pass_two" {
  access_logs {
    bucket  = "b"
    enabled = true
  }
  internal = true
}
resource "aws_alb" "fail_null" {
  access_logs {
    bucket  = "b"
    enabled = null
  }
}
