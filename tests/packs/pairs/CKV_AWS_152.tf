resource "aws_lb" "pass_nlb" {
  name                             = "l"
  load_balancer_type               = "network"
  enable_cross_zone_load_balancing = true
}
resource "aws_lb" "pass_gw" {
  name                             = "l"
  load_balancer_type               = "gateway"
  enable_cross_zone_load_balancing = "true"
}
resource "aws_lb" "left_app" {
  name               = "l"
  load_balancer_type = "application"
}
resource "aws_lb" "left_app2" { name = "l" }
resource "aws_lb" "fail_nlb" {
  name               = "l"
  load_balancer_type = "network"
}
resource "aws_lb" "fail_nlb_off" {
  name                             = "l"
  load_balancer_type               = "network"
  enable_cross_zone_load_balancing = false
}
resource "aws_lb" "fail_gw" {
  name               = "l"
  load_balancer_type = "gateway"
}
resource "aws_alb" "pass_alb" {
  name                             = "l"
  load_balancer_type               = "network"
  enable_cross_zone_load_balancing = true
}
resource "aws_alb" "fail_alb" {
  name                             = "l"
  load_balancer_type               = "network"
  enable_cross_zone_load_balancing = "false"
}
