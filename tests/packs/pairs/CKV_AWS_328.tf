resource "aws_lb" "pass_defensive" {
  name                   = "l"
  desync_mitigation_mode = "defensive"
}
resource "aws_lb" "pass_strictest" {
  name                   = "l"
  desync_mitigation_mode = "strictest"
}
resource "aws_lb" "pass_absent" { name = "l" }
resource "aws_lb" "fail_monitor" {
  name                   = "l"
  desync_mitigation_mode = "monitor"
}
resource "aws_lb" "fail_app" {
  name                   = "l"
  load_balancer_type     = "application"
  desync_mitigation_mode = "monitor"
}
resource "aws_alb" "pass_alb" {
  name                   = "l"
  desync_mitigation_mode = "strictest"
}
resource "aws_alb" "fail_alb" {
  name                   = "l"
  desync_mitigation_mode = "monitor"
}
resource "aws_elb" "pass_elb" {
  name                   = "l"
  desync_mitigation_mode = "defensive"
}
resource "aws_elb" "pass_elb_absent" { name = "l" }
resource "aws_elb" "fail_elb" {
  name                   = "l"
  desync_mitigation_mode = "monitor"
}
