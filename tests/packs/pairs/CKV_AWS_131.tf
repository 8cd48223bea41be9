resource "aws_lb" "pass_on" {
  drop_invalid_header_fields = true
}
resource "aws_alb" "pass_on" {
  load_balancer_type         = "application"
  drop_invalid_header_fields = "true"
}
resource "aws_lb" "left_nlb" {
  load_balancer_type = "network"
}
resource "aws_lb" "left_gw" {
  load_balancer_type = "gateway"
}
resource "aws_lb" "fail_absent" {
  load_balancer_type = "application"
}
resource "aws_alb" "fail_absent" {
  name = "x"
}
resource "aws_lb" "fail_off" {
  drop_invalid_header_fields = false
}
