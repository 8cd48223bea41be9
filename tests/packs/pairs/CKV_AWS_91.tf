resource "aws_lb" "pass_on" {
  name               = "l"
  load_balancer_type = "application"
  access_logs {
    bucket  = "b"
    prefix  = "p"
    enabled = true
  }
}
resource "aws_lb" "pass_nlb" {
  name               = "l"
  load_balancer_type = "network"
  access_logs {
    bucket  = "b"
    enabled = "true"
  }
}
resource "aws_alb" "pass_alb" {
  name = "l"
  access_logs {
    bucket  = "b"
    enabled = true
  }
}
resource "aws_lb" "fail_absent" {
  name               = "l"
  load_balancer_type = "application"
}
resource "aws_lb" "fail_off" {
  name = "l"
  access_logs {
    bucket  = "b"
    enabled = false
  }
}
resource "aws_lb" "fail_no_flag" {
  name = "l"
  access_logs { bucket = "b" }
}
resource "aws_alb" "fail_alb" { name = "l" }
resource "aws_alb" "fail_alb_off" {
  name = "l"
  access_logs {
    bucket  = "b"
    enabled = "false"
  }
}
resource "aws_lb" "fail_nlb" {
  name               = "l"
  load_balancer_type = "network"
}
