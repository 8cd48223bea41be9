resource "aws_lb" "fail_other" {
  name     = "a"
  internal = "false"
}
resource "aws_wafv2_web_acl_association" "x" {
  resource_arn = aws_lb.other.arn
  web_acl_arn  = "w"
}
resource "aws_lb" "other" { internal = true }
resource "aws_alb" "left_gw" { load_balancer_type = "gateway" }
