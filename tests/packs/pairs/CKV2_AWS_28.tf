resource "aws_wafv2_web_acl" "aux" {
  name  = "w"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
}
resource "aws_lb" "pass_v2" { internal = false }
resource "aws_wafv2_web_acl_association" "a1" {
  resource_arn = aws_lb.pass_v2.arn
  web_acl_arn  = aws_wafv2_web_acl.aux.arn
}
resource "aws_alb" "pass_reg" { internal = false }
resource "aws_wafregional_web_acl_association" "a2" {
  resource_arn = aws_alb.pass_reg.arn
  web_acl_id   = "w"
}
resource "aws_lb" "left_internal" { internal = true }
resource "aws_lb" "left_nlb" {
  internal           = false
  load_balancer_type = "network"
}
resource "aws_lb" "pass_count" {
  count              = 1
  load_balancer_type = "application"
}
resource "aws_wafv2_web_acl_association" "a3" {
  resource_arn = aws_lb.pass_count[0].arn
  web_acl_arn  = "w"
}
resource "aws_lb" "fail_absent" {
  internal           = false
  load_balancer_type = "application"
}
resource "aws_alb" "fail_alb" { internal = false }
resource "aws_lb" "fail_bare" { name = "l" }
