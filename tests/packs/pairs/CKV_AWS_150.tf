resource "aws_lb" "pass_on" {
  enable_deletion_protection = true
}
resource "aws_alb" "pass_on" {
  enable_deletion_protection = "true"
}
resource "aws_lb" "pass_nlb" {
  load_balancer_type         = "network"
  enable_deletion_protection = true
}
resource "aws_lb" "fail_absent" {
  name = "x"
}
resource "aws_alb" "fail_off" {
  enable_deletion_protection = false
}
resource "aws_lb" "fail_nlb" {
  load_balancer_type = "network"
}
resource "aws_lb" "fail_gw" {
  load_balancer_type         = "gateway"
  enable_deletion_protection = "false"
}
